package dev.fanout.bench.tune;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.Chunks;
import dev.fanout.report.tuning.Tuning.Scalability;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.report.tuning.Tuning.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a search measured into what a user wants to know.
 *
 * @param question what was asked
 * @param most the largest size that was allowed before the search
 * @param mostFrom what set it
 * @param probe what was found out before the search
 * @param probeFailure the smallest burst of the probe that failed; absent if none did
 * @param theory by which sizes are predicted before any is measured
 */
public record Advisor(
    Question question,
    int most,
    SizeLimit mostFrom,
    Probe probe,
    @Nullable SizeFailure probeFailure,
    Theory theory) {
  private static final double KB_PER_MIB = 1024;

  /**
   * What there is to tell.
   *
   * @param trouble why there is no advice, or why it is not certain; absent if it is
   */
  public Tuning tell(Tuned tuned, Duration spent, @Nullable String trouble) {
    Search search = tuned.search();
    Observations observed = search.observed();
    boolean failed = !search.failures().isEmpty();
    int allowed = failed && !observed.sizes().isEmpty() ? observed.sizes().last() : most;
    SizeLimit from = failed ? SizeLimit.SERVER : mostFrom;
    return new Tuning(
        question.model().key(),
        question.goal().text(),
        question.requests(),
        allowed,
        from,
        question.budget().toMillis(),
        spent.toMillis(),
        probe,
        little(),
        steps(search.theory(), allowed),
        tuned.sizes().stream().map(size -> row(size, tuned)).toList(),
        scalability(observed, allowed),
        tuned.choice().map(size -> chunks(size, tuned)).orElse(null),
        tuned.choice().map(size -> advice(size, allowed, from, tuned)).orElse(null),
        allTrouble(trouble, tuned),
        Stream.concat(Stream.ofNullable(probeFailure), search.failures().stream()).toList(),
        tuned.capacity().orElse(null),
        question.unit(),
        question.client().key(),
        question.connections(),
        null);
  }

  private @Nullable String allTrouble(@Nullable String trouble, Tuned tuned) {
    String all =
        Stream.concat(Stream.ofNullable(trouble), busyWithOthers(tuned).stream())
            .collect(Collectors.joining(" "));
    return all.isEmpty() ? null : all;
  }

  /** What else the machine did in the shots of the sizes that decide. */
  private Optional<String> busyWithOthers(Tuned tuned) {
    var cores = new CoreUse(tuned.search().all().and(tuned.proof()), probe.cores());
    return tuned.choice().stream()
        .flatMap(size -> Stream.of(size, tuned.search().choice().reference()))
        .filter(cores::isOthers)
        .findFirst()
        .map(
            size ->
                "The cores were %s busy, and the measured JVM used %s of them. Other programs, or the server if it runs on this machine, kept them busy, so these times cannot be trusted: measure again with nothing else running."
                    .formatted(
                        Figures.percent(cores.all(size).orElseThrow()),
                        Figures.percent(cores.own(size).orElseThrow())));
  }

  /** Little's law, L = lambda W: a rate's requests in flight. */
  public @Nullable Double little() {
    return question.goal().isThroughput()
        ? Double.valueOf(question.goal().inFlight(probe.waitMs() + probe.callCpuMs()))
        : null;
  }

  private static List<Step> steps(Theory theory, int allowed) {
    var steps = new ArrayList<Step>();
    for (int size : theory.sizes(allowed)) {
      double predicted = theory.ms(size);
      if (steps.isEmpty() || steps.getLast().predictedMs() != predicted || size == allowed) {
        steps.add(new Step(size, predicted));
      }
    }
    return steps;
  }

  private TunedSize row(int size, Tuned tuned) {
    Observations searched = tuned.search().all();
    Observations proof = tuned.proof();
    Optional<Double> median = searched.median(size, Sample::elapsedMs);
    double width = 1 + Observations.MARGIN * searched.error(size);
    return new TunedSize(
        size,
        tuned.search().theory().ms(size),
        searched.of(size).size(),
        median.orElse(null),
        median.map(millis -> millis / width).orElse(null),
        median.map(millis -> millis * width).orElse(null),
        known(size, tuned, Sample::p99Ms).orElse(null),
        proof.of(size).size(),
        proof.median(size, Sample::elapsedMs).orElse(null),
        proof.median(size, Sample::p99Ms).orElse(null),
        known(size, tuned, sample -> sample.value(Metric.PEAK_PLATFORM_THREADS))
            .map(Double::intValue)
            .orElse(null),
        known(size, tuned, sample -> sample.value(Metric.PEAK_RSS_KB))
            .map(kb -> kb / KB_PER_MIB)
            .orElse(null),
        known(size, tuned, Sample::shotCpuMs).orElse(null));
  }

  /** The median of the search or, without one, of the proof. */
  private static Optional<Double> known(
      int size, Tuned tuned, Function<Sample, ? extends @Nullable Number> value) {
    return tuned.search().all().median(size, value).or(() -> tuned.proof().median(size, value));
  }

  private @Nullable Scalability scalability(Observations observed, int allowed) {
    if (!question.goal().isThroughput()) {
      return null;
    }
    return UniversalScalabilityLaw.fit(
            observed.sizes().stream()
                .map(
                    size ->
                        new UniversalScalabilityLaw.Point(
                            size, question.requests() / observed.medianMs(size) * 1000))
                .toList(),
            allowed)
        .orElse(null);
  }

  /** Chunks save at most the overhead, and cost what the last round of the floor grows by. */
  private @Nullable Chunks chunks(int size, Tuned tuned) {
    if (!question.model().parameters().containsKey("chunk")) {
      return null;
    }
    Work work = question.work();
    double single = millis(work.floor(Schedule.chunkedPool(size, 1), probe.cores()));
    double pairs = millis(work.floor(Schedule.chunkedPool(size, 2), probe.cores()));
    double overhead =
        Math.max(0, tuned.search().observed().medianMs(size) - tuned.search().theory().ms(size));
    return new Chunks(pairs - single < overhead ? 2 : 1, pairs - single, overhead);
  }

  /** Where more at once failed, the next step is sought among the allowed ones alone. */
  private Advice advice(int size, int allowed, SizeLimit from, Tuned tuned) {
    Choice measured = tuned.search().choice();
    Theory theory = tuned.search().theory();
    return new Advice(
        size,
        measured.isMet(),
        measured.best(),
        measured.knee(),
        theory.steps(from == SizeLimit.SERVER ? allowed : question.requests()).stream()
            .filter(step -> step > size && Theory.isGain(theory.ms(step), theory.ms(size)))
            .findFirst()
            .orElse(null),
        new BindingLimit(question, allowed, probe, theory, measured, tuned.capacity()).of(size),
        question.java(size),
        tuned.isProved(),
        tuned.regret().orElse(null));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}

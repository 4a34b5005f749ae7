package dev.fanout.bench.tune;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Chunks;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Scalability;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.report.tuning.Tuning.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a search measured into what a user wants to know.
 *
 * @param question what was asked
 * @param most the largest size that was allowed before the search
 * @param mostFrom what set it
 * @param probe what was learnt before the search
 * @param probeFailure the smallest burst of the probe that failed; absent if none did
 * @param theory by which sizes were predicted
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
    OptionalInt choice = tuned.choice();
    int allowed = allowed(tuned);
    return new Tuning(
        question.model().key(),
        question.goal().text(),
        question.requests(),
        allowed,
        allowedFrom(tuned),
        question.budget().toMillis(),
        spent.toMillis(),
        probe,
        little(),
        steps(allowed),
        tuned.sizes().stream().map(size -> row(size, tuned)).toList(),
        scalability(tuned.search().observed(), allowed),
        choice.isPresent() ? chunks(choice.getAsInt(), tuned.search().observed()) : null,
        choice.isPresent() ? advice(choice.getAsInt(), tuned) : null,
        trouble,
        Stream.concat(Stream.ofNullable(probeFailure), tuned.search().failures().stream())
            .toList());
  }

  /** Where a size failed, the largest that worked. */
  private int allowed(Tuned tuned) {
    Observations observed = tuned.search().observed();
    return tuned.search().failures().isEmpty() || observed.sizes().isEmpty()
        ? most
        : observed.sizes().last();
  }

  private SizeLimit allowedFrom(Tuned tuned) {
    return tuned.search().failures().isEmpty() ? mostFrom : SizeLimit.SERVER;
  }

  /** Whether some size was quicker than the capacity allows that the probe found. */
  public boolean refutesCapacity(Tuned tuned) {
    Observations observed = tuned.search().observed();
    return !observed.sizes().isEmpty()
        && observed.medianMs(tuned.search().choice().best())
            < (1 - BindingLimit.NEAR) * theory.servedMs();
  }

  /** Little's law, L = lambda W: a rate's requests in flight. */
  public @Nullable Double little() {
    return question.goal() instanceof Goal.Throughput rate
        ? Double.valueOf(rate.inFlight(probe.waitMs() + probe.cpuMs()))
        : null;
  }

  private List<Step> steps(int allowed) {
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
    boolean inSearch = searched.sizes().contains(size);
    Double median = inSearch ? Double.valueOf(searched.medianMs(size)) : null;
    double width = inSearch ? Observations.MARGIN * searched.error(size) : 0;
    return new TunedSize(
        size,
        theory.ms(size),
        searched.of(size).size(),
        median,
        median == null ? null : Double.valueOf(median / (1 + width)),
        median == null ? null : Double.valueOf(median * (1 + width)),
        (inSearch ? searched : proof).p99Ms(size),
        proof.of(size).size(),
        proof.sizes().contains(size) ? Double.valueOf(proof.medianMs(size)) : null,
        proof.sizes().contains(size) ? Double.valueOf(proof.p99Ms(size)) : null,
        cost(size, tuned, sample -> sample.value(Metric.PEAK_PLATFORM_THREADS))
            .map(Double::intValue)
            .orElse(null),
        cost(size, tuned, sample -> sample.value(Metric.PEAK_RSS_KB))
            .map(kb -> kb / KB_PER_MIB)
            .orElse(null),
        cost(size, tuned, Sample::cpuMs).orElse(null));
  }

  private static Optional<Double> cost(
      int size, Tuned tuned, Function<Sample, ? extends @Nullable Number> value) {
    return tuned.search().all().median(size, value).or(() -> tuned.proof().median(size, value));
  }

  private @Nullable Scalability scalability(Observations observed, int allowed) {
    if (!(question.goal() instanceof Goal.Throughput)) {
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
  private @Nullable Chunks chunks(int size, Observations observed) {
    if (!question.model().parameters().containsKey("chunk")) {
      return null;
    }
    Work work = question.work();
    double single = millis(work.floor(Schedule.chunkedPool(size, 1), probe.cores()));
    double pairs = millis(work.floor(Schedule.chunkedPool(size, 2), probe.cores()));
    double overhead = Math.max(0, observed.medianMs(size) - theory.ms(size));
    return new Chunks(pairs - single < overhead ? 2 : 1, pairs - single, overhead);
  }

  private Advice advice(int size, Tuned tuned) {
    Search search = tuned.search();
    Choice measured = search.choice();
    int allowed = allowed(tuned);
    boolean failed = allowedFrom(tuned) == SizeLimit.SERVER;
    List<Integer> steps = theory.steps(failed ? allowed : question.requests());
    return new Advice(
        size,
        measured.isMet(),
        measured.best(),
        measured.knee(),
        steps.stream()
            .filter(step -> step > size && Theory.isGain(theory.ms(step), theory.ms(size)))
            .min(Integer::compare)
            .orElse(null),
        new BindingLimit(question, allowed, probe, theory, measured).of(size),
        String.format(Locale.ROOT, question.model().sizedBy(), size),
        tuned.isProved(),
        tuned.regret().isPresent() ? Double.valueOf(tuned.regret().getAsDouble()) : null);
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}

package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search for the best pool size says, in short sentences. */
public final class TuningText {
  private static final double LEAST_MIB = 5; // less is a matter of when garbage was collected
  private static final double LEAST_MEMORY = 0.05;
  private static final double LEAST_CPU_MS = 20; // two ticks of the kernel's counter
  private static final double LEAST_CPU = 0.1;

  private final Recommendation tuned;
  private final Tuning tuning;
  private final Advice advice;

  private TuningText(Recommendation tuned) {
    this.tuned = tuned;
    tuning = tuned.tuning();
    advice = tuned.advice();
  }

  /** The few that a person needs at the end of the search; never empty. */
  public static List<String> console(Tuning tuning) {
    Advice advice = tuning.advice();
    return advice == null
        ? withoutAdvice(tuning)
        : new TuningText(new Recommendation(tuning, advice)).advised();
  }

  /** All of them, the headline first; never empty. */
  public static List<String> sentences(Tuning tuning) {
    var sentences = new ArrayList<>(console(tuning));
    sentences.addAll(TuningTheory.sentences(tuning));
    return sentences;
  }

  private static List<String> withoutAdvice(Tuning tuning) {
    var sentences = new ArrayList<String>();
    sentences.add(tuning.trouble() == null ? "No size can be recommended." : tuning.trouble());
    sentences.addAll(failures(tuning));
    return sentences;
  }

  /** Which sizes failed, how, and for how many requests. */
  private static List<String> failures(Tuning tuning) {
    return tuning.failed().stream()
        .map(
            failure ->
                "%s: %s; only smaller sizes were considered."
                    .formatted(
                        failure.probed()
                            ? "%d requests at once failed in the probe".formatted(failure.size())
                            : "Size %d failed in a shot".formatted(failure.size()),
                        failure.how().replaceFirst("\\.$", "")))
        .toList();
  }

  private List<String> advised() {
    var sentences = new ArrayList<String>();
    sentences.add(tuned.headline());
    if (tuning.trouble() != null) {
      sentences.add("This is not certain: " + tuning.trouble());
    }
    sentences.addAll(failures(tuning));
    sentences.add(TuningProof.of(tuned));
    sentences.add(limit());
    gain().ifPresent(sentences::add);
    sentences.add("In Java: " + advice.java());
    return sentences;
  }

  private String limit() {
    return switch (advice.limit()) {
      case REQUESTS ->
          "The number of requests is the limit: all %d are in flight, and a larger pool has nothing"
                  .formatted(tuning.requests())
              + " to do.";
      case CPU ->
          "The CPU is the limit: %s all the time, and a larger pool only shares them."
              .formatted(
                  tuning.probe().cores() == 1
                      ? "the one core computes"
                      : "the %d cores compute".formatted(tuning.probe().cores()));
      case SERVER -> server();
      case CLIENT ->
          "A cap in the client is the limit: the server saw fewer requests at once than the size"
              + " allows. Look for a limit of connections or of requests per host.";
      case MAX_SIZE -> maxSize();
      case WORK ->
          "The requests themselves are the limit: the longest of them, or those that must go one"
              + " after another, take all of the time. A larger pool gains less than 5 %.";
      case GOAL -> goal();
    };
  }

  private String goal() {
    return tuned.goal().isP99()
        ? "The goal is the limit: a larger pool may not keep the 99th percentile within %s."
            .formatted(tuned.goal().target())
        : "The goal is the limit: it asks for no more than %s.".formatted(tuned.goal().target());
  }

  private String server() {
    Optional<String> capacity = ProbeText.capacity(tuning);
    String limit =
        "The server is the limit"
            + capacity.map(clause -> ": it " + clause).orElse(", not the pool");
    return tuning.probe().server() == Server.REFUSES
        ? limit + "."
        : limit + ", and a larger pool only waits there.";
  }

  private String maxSize() {
    String most = tuned.pool(tuning.maxSize());
    return switch (tuning.maxSizeFrom()) {
      case OPTION ->
          "--max-size is the limit: it allows %s, and more may be faster.".formatted(most);
      case REQUESTS ->
          "The number of requests is the limit: no more than all %d can be in flight."
              .formatted(tuning.requests());
      case MEMORY -> "Memory is the limit: there is room for %s.".formatted(most);
      case OPEN_FILES ->
          "The limit of open files is the limit: it allows %s; ulimit -n raises it."
              .formatted(most);
      case SERVER ->
          "The server is the limit: %d is the largest size below those that failed."
              .formatted(tuning.maxSize());
    };
  }

  /** What the best size or, where this is the best, the next larger one gains and costs. */
  private Optional<String> gain() {
    TunedSize chosen = tuned.chosen();
    Optional<TunedSize> larger =
        advice.best() > chosen.size()
            ? Optional.of(tuned.best())
            : tuning.sizes().stream().filter(size -> size.size() > chosen.size()).findFirst();
    return larger.flatMap(size -> gain(chosen, size));
  }

  private Optional<String> gain(TunedSize chosen, TunedSize larger) {
    Double saved = tuned.savedMs(larger);
    String requests = tuned.goal().isP99() ? slowerRequests(larger) : "";
    List<String> costs = saved == null ? threads(chosen, larger) : costs(chosen, larger);
    if (saved == null && requests.isEmpty() && costs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s save %s%s%s."
            .formatted(
                tuned.pool(larger.size()),
                saved == null ? "no time " + Recommendation.bracketed(larger) : Figures.time(saved),
                requests,
                costs.isEmpty() ? "" : ", and cost " + String.join(", ", costs)));
  }

  private static String slowerRequests(TunedSize size) {
    return size.p99Ms() == null
        ? ""
        : " with a 99th percentile of %s".formatted(Figures.time(size.p99Ms()));
  }

  /** As far as they are known, and clearly more than the chosen size costs. */
  private static List<String> costs(TunedSize chosen, TunedSize larger) {
    var costs = new ArrayList<>(threads(chosen, larger));
    double mib = more(chosen.memoryMib(), larger.memoryMib(), LEAST_MIB, LEAST_MEMORY);
    if (mib > 0) {
      costs.add("%d MiB more".formatted(Math.round(mib)));
    }
    double cpu = more(chosen.cpuMs(), larger.cpuMs(), LEAST_CPU_MS, LEAST_CPU);
    if (cpu > 0) {
      costs.add("%s more CPU time a shot".formatted(Figures.time(cpu)));
    }
    return costs;
  }

  private static List<String> threads(TunedSize chosen, TunedSize larger) {
    return chosen.threads() == null
            || larger.threads() == null
            || larger.threads() <= chosen.threads()
        ? List.of()
        : List.of(Figures.count(larger.threads() - chosen.threads(), "more thread"));
  }

  /** The difference; 0 if it is unknown, or too small to mean anything. */
  private static double more(
      @Nullable Double chosen, @Nullable Double larger, double least, double leastShare) {
    if (chosen == null || larger == null) {
      return 0;
    }
    double more = larger - chosen;
    return more >= least && more >= leastShare * chosen ? more : 0;
  }
}

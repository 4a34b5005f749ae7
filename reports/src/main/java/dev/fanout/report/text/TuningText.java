package dev.fanout.report.text;

import static java.util.Comparator.comparingDouble;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search for the best pool size says, in short sentences. */
public final class TuningText {
  private final Tuned tuned;
  private final Tuning tuning;
  private final Advice advice;

  private TuningText(Tuned tuned) {
    this.tuned = tuned;
    tuning = tuned.tuning();
    advice = tuned.advice();
  }

  /** The few that a person needs at the end of the search; never empty. */
  public static List<String> console(Tuning tuning) {
    Advice advice = tuning.advice();
    return advice == null
        ? List.of(withoutAdvice(tuning))
        : new TuningText(new Tuned(tuning, advice)).advised();
  }

  /** All of them, the headline first; never empty. */
  public static List<String> sentences(Tuning tuning) {
    var sentences = new ArrayList<>(console(tuning));
    sentences.addAll(TuningTheory.sentences(tuning));
    return sentences;
  }

  private static String withoutAdvice(Tuning tuning) {
    return tuning.trouble() == null ? "No size can be recommended." : oneLine(tuning.trouble());
  }

  /** What failed may tell of it in several. */
  private static String oneLine(String trouble) {
    return trouble.strip().replaceAll("\\R", " ");
  }

  private List<String> advised() {
    var sentences = new ArrayList<String>();
    sentences.add(TuningHeadline.of(tuned));
    if (tuning.trouble() != null) {
      sentences.add("This is not certain: " + oneLine(tuning.trouble()));
    }
    sentences.add(proof());
    sentences.add(limit());
    gain().ifPresent(sentences::add);
    sentences.add("In Java: " + advice.java());
    return sentences;
  }

  private String proof() {
    TunedSize chosen = tuned.chosen();
    if (chosen.proofMs() == null) {
      return "No fresh shots have proved it.";
    }
    String says = tuned.isProved() ? "Fresh shots bear it out" : "Fresh shots do not bear it out";
    String took = Tuned.time(chosen.proofMs(), chosen.proofShots());
    if (tuned.goal().isThroughput()) {
      return "%s: %s, %s.".formatted(says, Tuned.rate(tuned.perSecond(chosen.proofMs())), took);
    }
    return tuning.sizes().stream()
        .filter(size -> size.size() != chosen.size() && size.proofMs() != null)
        .min(comparingDouble(size -> Objects.requireNonNull(size.proofMs())))
        .map(
            best ->
                "%s: %s against %s of the best neighbour, %s%s."
                    .formatted(
                        says,
                        took,
                        Figures.time(best.proofMs()),
                        tuned.pool(best.size()),
                        longer(advice.regret())))
        .orElse("%s: %s.".formatted(says, took));
  }

  private static String longer(@Nullable Double regret) {
    return regret == null || regret < 0.001
        ? ""
        : String.format(Locale.ROOT, "; %.1f %% longer", 100 * regret);
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
      case SERVER -> server(tuning.probe());
      case CLIENT ->
          "A cap in the client is the limit: the server saw fewer requests at once than the size"
              + " allows. Look for a limit of connections or of requests per host.";
      case MAX_SIZE -> maxSize();
      case GOAL -> goal();
    };
  }

  private String goal() {
    return tuned.goal().isP99()
        ? "The goal is the limit: a larger pool may not keep the 99th percentile within %s."
            .formatted(tuned.goal().target())
        : "The goal is the limit: it asks for no more than %s.".formatted(tuned.goal().target());
  }

  private static String server(Probe probe) {
    Integer capacity = probe.capacity();
    String answers =
        capacity == null
            ? "The server is the limit, not the pool"
            : "The server is the limit: it answers %d at once".formatted(capacity);
    return answers
        + switch (probe.server()) {
          case REFUSES -> ", and a larger pool makes it refuse requests.";
          case QUEUES, BEARS -> ", and a larger pool only waits there.";
        };
  }

  private String maxSize() {
    String most = tuned.pool(tuning.maxSize());
    return switch (tuning.maxSizeFrom()) {
      case OPTION ->
          "--max-size is the limit: it allows %s, and more may be faster.".formatted(most);
      case REQUESTS ->
          "The number of requests is the limit: no more than all %d can be in flight."
              .formatted(tuning.requests());
      case MEMORY -> "Memory is the limit: it holds %s.".formatted(most);
      case OPEN_FILES ->
          "The limit of open files is the limit: it allows %s; ulimit -n raises it."
              .formatted(most);
    };
  }

  /** What the best size or, where this is the best, the next larger one buys and costs. */
  private Optional<String> gain() {
    TunedSize chosen = tuned.chosen();
    Optional<TunedSize> larger =
        advice.best() > chosen.size()
            ? Optional.of(tuned.best())
            : tuning.sizes().stream().filter(size -> size.size() > chosen.size()).findFirst();
    return larger.map(size -> gain(chosen, size));
  }

  private String gain(TunedSize chosen, TunedSize larger) {
    Double saved = tuned.savedMs(larger);
    List<String> costs = costs(chosen, larger);
    return "%s save %s%s%s."
        .formatted(
            tuned.pool(larger.size()),
            saved == null ? "no time (%s)".formatted(Tuned.wall(larger)) : Figures.time(saved),
            tuned.goal().isP99() ? slowerRequests(larger) : "",
            costs.isEmpty() ? "" : ", and cost " + String.join(", ", costs));
  }

  private static String slowerRequests(TunedSize size) {
    return size.p99Ms() == null
        ? ""
        : " with a 99th percentile of %s".formatted(Figures.time(size.p99Ms()));
  }

  /** As far as they are known, and more than the chosen size costs. */
  private static List<String> costs(TunedSize chosen, TunedSize larger) {
    var costs = new ArrayList<String>();
    if (chosen.threads() != null && larger.threads() != null) {
      int threads = larger.threads() - chosen.threads();
      if (threads > 0) {
        costs.add(Figures.count(threads, "more thread"));
      }
    }
    if (chosen.memoryMib() != null && larger.memoryMib() != null) {
      long mib = Math.round(larger.memoryMib() - chosen.memoryMib());
      if (mib > 0) {
        costs.add("%d MiB more".formatted(mib));
      }
    }
    if (chosen.cpuMs() != null && larger.cpuMs() != null) {
      double cpu = larger.cpuMs() - chosen.cpuMs();
      if (cpu > 0) {
        costs.add("%s more CPU time a shot".formatted(Figures.time(cpu)));
      }
    }
    return costs;
  }
}

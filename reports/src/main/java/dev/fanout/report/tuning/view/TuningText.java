package dev.fanout.report.tuning.view;

import static java.util.Comparator.comparingDouble;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeUnit;
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
  private static final double LEAST_MIB = 5; // less is a matter of when garbage was collected
  private static final double LEAST_MEMORY = 0.05;
  private static final double LEAST_CPU_MS = 20; // two ticks of the kernel's counter
  private static final double LEAST_CPU = 0.1;

  private final Tuning tuning;
  private final Advice advice;
  private final Goal goal;
  private final TunedSize chosen;
  private final TunedSize best;

  private TuningText(Tuning tuning, Advice advice) {
    this.tuning = tuning;
    this.advice = advice;
    goal = tuning.asked();
    chosen = tuning.at(advice.size());
    best = tuning.at(advice.best());
  }

  /** The few that a person needs at the end of the search; never empty. */
  public static List<String> console(Tuning tuning) {
    var sentences = new ArrayList<>(essence(tuning));
    if (snippets(tuning).size() > 1) {
      sentences.add("For Spring Boot, Quarkus and others: tuning.md.");
    }
    return sentences;
  }

  /** The size as people write it down; of a stream, only where it keeps the goal. */
  static List<Snippet> snippets(Tuning tuning) {
    Advice advice = tuning.advice();
    boolean useless = tuning.stream() != null && advice != null && !advice.goalMet();
    return useless ? List.of() : Snippet.of(tuning);
  }

  private static List<String> essence(Tuning tuning) {
    if (tuning.stream() != null) {
      return StreamTuningText.essence(tuning, tuning.stream(), failures(tuning));
    }
    Advice advice = tuning.advice();
    var sentences = new ArrayList<String>();
    if (advice == null) {
      sentences.add(Objects.requireNonNullElse(tuning.trouble(), "No size can be recommended."));
      sentences.addAll(failures(tuning));
      return sentences;
    }
    var text = new TuningText(tuning, advice);
    sentences.add("%s: %s".formatted(text.pool(advice.size()), text.outcome()));
    if (tuning.trouble() != null) {
      sentences.add("This is not certain: " + tuning.trouble());
    }
    sentences.addAll(failures(tuning));
    sentences.add(text.proof());
    sentences.add(text.limit());
    CapacityText.more(tuning).ifPresent(sentences::add);
    text.gain().ifPresent(sentences::add);
    sentences.add("In Java: " + advice.java());
    return sentences;
  }

  /** All of them, the headline first; never empty. */
  public static List<String> sentences(Tuning tuning) {
    var sentences = new ArrayList<>(essence(tuning));
    sentences.addAll(
        tuning.stream() == null
            ? TuningTheory.sentences(tuning)
            : StreamTuningText.theory(tuning, tuning.stream()));
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

  /** A size with its unit. */
  private String pool(int size) {
    return tuning.counts().count(size);
  }

  /** A number of shots as a table has it. */
  static String shots(int shots) {
    return shots == 1 ? "one observation" : Integer.toString(shots);
  }

  /** A time, and of how many shots it is the median. */
  private static String time(double millis, int shots) {
    return "%s (%s%s)"
        .formatted(Figures.time(millis), shots == 1 ? "" : "median of ", shots(shots));
  }

  /** The wall time of a size in words, which say so if it is of one shot. */
  private static String wall(TunedSize size) {
    return size.wallShots() == 1 ? time(size.wallMs(), 1) : Figures.time(size.wallMs());
  }

  /** The same within brackets. */
  private static String bracketed(TunedSize size) {
    return "(%s%s)"
        .formatted(Figures.time(size.wallMs()), size.wallShots() == 1 ? ", one observation" : "");
  }

  /** Requests per second when all take that long, such as {@code 33.1/s} or {@code 1204/s}. */
  private String rate(double wallMs) {
    return perSecond(1_000 * tuning.requests() / wallMs);
  }

  /** A rate in words. */
  static String perSecond(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f/s" : "%.0f/s", rate);
  }

  /** What the goal asks for, such as {@code 50/s} or {@code 500 ms}. */
  static String target(Goal goal) {
    return goal.isPercentile()
        ? Figures.delay((long) goal.withinMs())
        : goal.text().substring(goal.text().indexOf('=') + 1);
  }

  /** The time of the recommended size, and what it means. */
  private String outcome() {
    String wall = wall(chosen);
    if (!advice.goalMet()) {
      return "%s. The goal of %s is not met: %s."
          .formatted(
              wall,
              target(goal),
              goal.isPercentile()
                  ? "the least 99th percentile was %s".formatted(Figures.time(chosen.p99Ms()))
                  : "the most that was reached is %s, with %s"
                      .formatted(rate(best.wallMs()), pool(best.size())));
    }
    if (goal.isThroughput()) {
      return "%s, all %s in %s; no smaller measured size reaches %s with certainty."
          .formatted(
              rate(chosen.wallMs()),
              Figures.count(tuning.requests(), "request"),
              wall,
              target(goal));
    }
    return goal.isPercentile()
        ? "%s, and 99 of 100 requests within %s, where the goal is %s."
            .formatted(wall, Figures.time(chosen.p99Ms()), target(goal))
        : wall + steps();
  }

  /** What the sizes between this one and the next that the theory tells apart are good for. */
  private String steps() {
    int size = chosen.size();
    Integer next = advice.nextStep();
    if (next != null && next > size + 1) {
      return ", the last step before %d; %s."
          .formatted(next, noFaster(size + 1, next - 1, "no faster"));
    }
    if (next == null && size < tuning.maxSize()) {
      String how = savedMs(best) <= 0 ? "no faster" : "less than 5 % faster";
      return "; %s.".formatted(noFaster(size + 1, tuning.maxSize(), how));
    }
    if (tuning.sizes().size() == 1) {
      return "; no other size was measured.";
    }
    return best.size() == size
        ? ", the fastest of the sizes measured."
        : ", within 5 %% of the best, %s %s.".formatted(pool(best.size()), bracketed(best));
  }

  private static String noFaster(int from, int to, String how) {
    return from == to
        ? "%d is %s".formatted(from, how)
        : "%d to %d are %s".formatted(from, to, how);
  }

  /** How much shorter a size takes than the recommended one; 0 if chance may be the cause. */
  private double savedMs(TunedSize other) {
    Double low = chosen.lowMs();
    Double high = other.highMs();
    return low != null && high != null && high >= low
        ? 0
        : Math.max(0, chosen.wallMs() - other.wallMs());
  }

  /** Whether the fresh shots confirm the recommendation, and if not, why. */
  private String proof() {
    Double proofMs = chosen.proofMs();
    Double slowest = chosen.proofP99Ms();
    if (proofMs == null || slowest == null) {
      return "No fresh shots have tested it.";
    }
    String took = time(proofMs, chosen.proofShots());
    boolean missed = goal.isThroughput() ? !advice.proved() : !goal.allows(slowest);
    if (advice.goalMet() && advice.regret() == null && !goal.isThroughput() && !missed) {
      return "Fresh shots took %s; there was no other size to compare them with.".formatted(took);
    }
    String verdict = verdict(missed);
    if (goal.isThroughput()) {
      return "%s: %s, %s.".formatted(verdict, rate(proofMs), took);
    }
    String percentile =
        goal.isPercentile() ? "; 99 of 100 requests within " + Figures.time(slowest) : "";
    return "%s: %s%s%s.".formatted(verdict, took, against(), percentile);
  }

  private String verdict(boolean missed) {
    if (!advice.goalMet()) {
      return (missed ? "Fresh shots miss the goal of %s too" : "Fresh shots do meet the goal of %s")
          .formatted(target(goal));
    }
    return advice.proved()
        ? "Fresh shots confirm it"
        : "Fresh shots do not confirm it, because they "
            + (missed ? "miss the goal of " + target(goal) : CapacityText.whyNotProved(tuning));
  }

  /** The neighbour that could have been recommended instead. */
  private String against() {
    Double regret = advice.regret();
    String longer =
        regret == null || regret < 0.001 ? "" : "; %s longer".formatted(Figures.percent(regret));
    return tuning.sizes().stream()
        .filter(size -> size.size() != chosen.size() && size.proofShots() > 0)
        .filter(size -> goal.allows(Objects.requireNonNull(size.proofP99Ms())))
        .min(comparingDouble(size -> Objects.requireNonNull(size.proofMs())))
        .map(
            size ->
                " against %s of the best neighbour, %s%s"
                    .formatted(Figures.time(size.proofMs()), pool(size.size()), longer))
        .orElse("");
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
      case SERVER ->
          "The server is the limit%s%s."
              .formatted(
                  CapacityText.sentence(tuning).map(": it "::concat).orElse(", not the pool"),
                  tuning.probe().server() == Server.REFUSES && tuning.capacity() == null
                      ? ""
                      : ", and a larger pool only waits there");
      case CLIENT ->
          "A cap in the client is the limit: the server saw fewer requests at once than the size"
              + " allows. Look for a limit of connections or of requests per host.";
      case MAX_SIZE -> maxSize(tuning);
      case WORK ->
          "The requests themselves are the limit: the longest of them, or those that must go one"
              + " after another, take all of the time. A larger pool gains less than 5 %.";
      case GOAL ->
          "The goal is the limit: %s %s."
              .formatted(
                  goal.isPercentile()
                      ? "a larger pool may not keep the 99th percentile within"
                      : "it asks for no more than",
                  target(goal));
      case CONNECTIONS ->
          "The connection pool is the limit: each of its %s carries one request at a time, and the others wait for one. --connections without a number tunes that pool."
              .formatted(SizeUnit.CONNECTIONS.count(Objects.requireNonNull(tuning.connections())));
      case MACHINE ->
          "What the limit is cannot be told, because other programs kept the cores busy.";
    };
  }

  /** What allows no larger size. */
  static String maxSize(Tuning tuning) {
    String most = tuning.counts().count(tuning.maxSize());
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
      case CONNECTIONS ->
          "The server's own limit of connections (max_connections, or maxclients of Redis) is the limit: it leaves room for %s."
              .formatted(most);
    };
  }

  /** What the best size or, where this is the best, the next larger one gains and costs. */
  private Optional<String> gain() {
    return tuning.sizes().stream()
        .filter(size -> size.size() > chosen.size())
        .filter(size -> best.size() <= chosen.size() || size.equals(best))
        .findFirst()
        .flatMap(this::gain);
  }

  private Optional<String> gain(TunedSize larger) {
    double saved = savedMs(larger);
    String requests =
        goal.isPercentile() && larger.p99Ms() != null
            ? " with a 99th percentile of %s".formatted(Figures.time(larger.p99Ms()))
            : "";
    List<String> costs = costs(larger, saved > 0);
    if (saved <= 0 && requests.isEmpty() && costs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s save %s%s%s."
            .formatted(
                pool(larger.size()),
                saved > 0 ? Figures.time(saved) : "no time " + bracketed(larger),
                requests,
                costs.isEmpty() ? "" : ", and cost " + String.join(", ", costs)));
  }

  /** As far as they are known, and clearly more than the chosen size costs. */
  private List<String> costs(TunedSize larger, boolean saves) {
    var costs = new ArrayList<String>();
    double threads = more(chosen.threads(), larger.threads(), 1, 0);
    if (threads > 0) {
      costs.add(Figures.count((int) threads, "more thread"));
    }
    double mib = more(chosen.memoryMib(), larger.memoryMib(), LEAST_MIB, LEAST_MEMORY);
    if (saves && mib > 0) {
      costs.add("%d MiB more".formatted(Math.round(mib)));
    }
    double cpu = more(chosen.shotCpuMs(), larger.shotCpuMs(), LEAST_CPU_MS, LEAST_CPU);
    if (saves && cpu > 0) {
      costs.add("%s more CPU time a shot".formatted(Figures.time(cpu)));
    }
    return costs;
  }

  /** The difference; 0 if it is unknown, or too small to mean anything. */
  private static double more(
      @Nullable Number chosen, @Nullable Number larger, double least, double leastShare) {
    if (chosen == null || larger == null) {
      return 0;
    }
    double more = larger.doubleValue() - chosen.doubleValue();
    return more >= least && more >= leastShare * chosen.doubleValue() ? more : 0;
  }
}

package dev.fanout.report.tuning.view;

import static java.util.Comparator.comparingDouble;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningGoal;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A search that ended in a recommendation, and the words for its sizes and figures.
 *
 * @param tuning all that it found
 * @param advice what it recommends
 */
record Recommendation(Tuning tuning, Advice advice) {
  /** The recommended size. */
  TunedSize chosen() {
    return tuning.at(advice.size());
  }

  /** The size with the shortest wall time. */
  TunedSize best() {
    return tuning.at(advice.best());
  }

  /** What was asked for. */
  TuningGoal goal() {
    return tuning.asked();
  }

  /** A size with its unit. */
  String pool(int size) {
    return SizeUnit.of(tuning.model()).count(size);
  }

  /** How much shorter a size takes than the recommended one; absent if chance may be the cause. */
  @Nullable Double savedMs(TunedSize other) {
    Double now = chosen().wallMs();
    Double then = other.wallMs();
    Double low = chosen().lowMs();
    Double high = other.highMs();
    if (now == null || then == null || then >= now) {
      return null;
    }
    return low != null && high != null && high >= low ? null : Double.valueOf(now - then);
  }

  /** The wall time of a size in words, which say so if it is of one shot. */
  private static String wall(TunedSize size) {
    return isOneShot(size) ? time(size.wallMs(), 1) : Figures.time(size.wallMs());
  }

  /** The same within brackets. */
  static String bracketed(TunedSize size) {
    return "(%s%s)"
        .formatted(Figures.time(size.wallMs()), isOneShot(size) ? ", one observation" : "");
  }

  private static boolean isOneShot(TunedSize size) {
    return (size.medianMs() == null ? size.proofShots() : size.shots()) == 1;
  }

  /** A time, and of how many shots it is the median. */
  static String time(@Nullable Double millis, int shots) {
    return "%s (%s)"
        .formatted(Figures.time(millis), shots == 1 ? "one observation" : "median of " + shots);
  }

  /** Requests per second when all take that long, such as {@code 33.1/s} or {@code 1204/s}. */
  String rate(double wallMs) {
    return perSecond(1_000 * tuning.requests() / wallMs);
  }

  /** A rate in words. */
  static String perSecond(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f/s" : "%.0f/s", rate);
  }

  /** The first line: the size, its time and what it means. */
  String headline() {
    return "%s: %s".formatted(pool(advice.size()), outcome());
  }

  private String outcome() {
    TunedSize chosen = chosen();
    if (!advice.goalMet()) {
      return "%s. The goal of %s is not met%s"
          .formatted(wall(chosen), goal().target(), reachable());
    }
    Double wall = chosen.wallMs();
    if (goal().isThroughput() && wall != null) {
      return "%s, all %s in %s; no smaller measured size reaches %s with certainty."
          .formatted(
              rate(wall),
              Figures.count(tuning.requests(), "request"),
              wall(chosen),
              goal().target());
    }
    if (goal().isP99()) {
      return "%s, and 99 of 100 requests within %s, where the goal is %s."
          .formatted(wall(chosen), Figures.time(chosen.p99Ms()), goal().target());
    }
    return wall(chosen) + steps();
  }

  /** How much the best size falls short of the goal. */
  private String reachable() {
    Function<TunedSize, @Nullable Double> figure =
        goal().isP99() ? TunedSize::p99Ms : TunedSize::wallMs;
    return tuning.sizes().stream()
        .filter(size -> figure.apply(size) != null)
        .min(comparingDouble(size -> Objects.requireNonNull(figure.apply(size))))
        .map(size -> reached(Objects.requireNonNull(figure.apply(size)), pool(size.size())))
        .orElse(".");
  }

  private String reached(double millis, String pool) {
    return goal().isP99()
        ? ": the least 99th percentile was %s, with %s.".formatted(Figures.time(millis), pool)
        : ": the most that was reached is %s, with %s.".formatted(rate(millis), pool);
  }

  /** What the sizes between this one and the next that the theory tells apart are good for. */
  private String steps() {
    int size = advice.size();
    Integer next = advice.nextStep();
    if (next != null && next > size + 1) {
      return ", the last step before %d; %s."
          .formatted(next, noFaster(size + 1, next - 1, "no faster"));
    }
    if (next == null && size < tuning.maxSize()) {
      String how = savedMs(best()) == null ? "no faster" : "less than 5 % faster";
      return "; %s.".formatted(noFaster(size + 1, tuning.maxSize(), how));
    }
    if (tuning.sizes().size() == 1) {
      return "; no other size was measured.";
    }
    return advice.best() == size
        ? ", the fastest of the sizes measured."
        : ", within 5 %% of the best, %s %s.".formatted(pool(advice.best()), bracketed(best()));
  }

  private static String noFaster(int from, int to, String how) {
    return from == to
        ? "%d is %s".formatted(from, how)
        : "%d to %d are %s".formatted(from, to, how);
  }
}

package dev.fanout.report.text;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.util.Locale;
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
    return at(advice.size());
  }

  /** The size with the shortest wall time. */
  TunedSize best() {
    return at(advice.best());
  }

  private TunedSize at(int size) {
    return tuning.sizes().stream().filter(each -> each.size() == size).findFirst().orElseThrow();
  }

  /** A size with its unit. */
  String pool(int size) {
    return SizeUnit.of(tuning.model()).count(size);
  }

  /** The median of the search or, without one, of the proof; absent without either. */
  static @Nullable Double wallMs(TunedSize size) {
    return size.medianMs() == null ? size.proofMs() : size.medianMs();
  }

  /** How much shorter a size takes than the recommended one; absent if chance may be the cause. */
  @Nullable Double savedMs(TunedSize other) {
    Double now = wallMs(chosen());
    Double then = wallMs(other);
    Double low = chosen().lowMs();
    Double high = other.highMs();
    if (now == null || then == null || then >= now) {
      return null;
    }
    return low != null && high != null && high >= low ? null : Double.valueOf(now - then);
  }

  /** That time in words, which say so if it is of one shot. */
  static String wall(TunedSize size) {
    return isOneShot(size) ? time(wallMs(size), 1) : Figures.time(wallMs(size));
  }

  /** The same within brackets. */
  static String bracketed(TunedSize size) {
    return "(%s%s)"
        .formatted(Figures.time(wallMs(size)), isOneShot(size) ? ", one observation" : "");
  }

  private static boolean isOneShot(TunedSize size) {
    return (size.medianMs() == null ? size.proofShots() : size.shots()) == 1;
  }

  /** A time, and of how many shots it is the median. */
  static String time(@Nullable Double millis, int shots) {
    return "%s (%s)"
        .formatted(Figures.time(millis), shots == 1 ? "one observation" : "median of " + shots);
  }

  /** What was asked for. */
  TuningGoal goal() {
    return new TuningGoal(tuning.goal());
  }

  /** Requests per second when all take that long. */
  double perSecond(double wallMs) {
    return 1_000 * tuning.requests() / wallMs;
  }

  /** A rate such as {@code 33.1/s} or {@code 1204/s}. */
  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 100 ? "%.1f/s" : "%.0f/s", perSecond);
  }
}

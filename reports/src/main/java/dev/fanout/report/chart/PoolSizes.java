package dev.fanout.report.chart;

import dev.fanout.report.tuning.Tuning.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wall time against the size of one pool, predicted and measured.
 *
 * @param axis what the horizontal axis counts
 * @param theory the prediction from one size to the next change, ending with the largest size
 * @param points the measured sizes, in the order of the table
 * @param knee the point beyond which more is of little use
 * @param recommended the size that is recommended
 * @param capacity what the server answers at once, if that is on the axis
 * @param goal what was asked for, where that is a wall time
 */
record PoolSizes(
    String axis,
    List<Step> theory,
    List<Point> points,
    @Nullable Point knee,
    @Nullable Integer recommended,
    @Nullable Capacity capacity,
    @Nullable Goal goal)
    implements Drawing {

  /** A size: its median with the interval around it, and the median of its fresh shots. */
  record Point(
      int size,
      @Nullable Double medianMs,
      @Nullable Double lowMs,
      @Nullable Double highMs,
      @Nullable Double proofMs) {}

  /** How many requests a server answers at once, in words and as a size. */
  record Capacity(String text, int size) {}

  /** A goal in words, and the longest wall time that meets it. */
  record Goal(String text, double wallMs) {}
}

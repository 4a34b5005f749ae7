package dev.fanout.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wall time against a count, a panel per case.
 *
 * @param axis what the horizontal axis counts
 * @param panels in the order of the summary; their points in the order of the table
 */
record Curves(String axis, List<Panel> panels) implements Drawing {
  /**
   * A case in all its counts.
   *
   * @param theory the floor from one count to the next change; empty where it is not known
   * @param knee the point beyond which more is of no use
   */
  record Panel(String name, List<Point> points, List<Step> theory, @Nullable Point knee) {}

  /** A median wall time, and the floor at the same count, if it is known. */
  record Point(String temperature, int count, double medianMs, @Nullable Double floorMs) {}

  /** The floor from this count on. */
  record Step(int count, double floorMs) {}
}

package dev.fanout.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wall time against something that was swept, a line per case and temperature.
 *
 * @param axis what was swept
 * @param spread whether the places on the axis are as far apart as their values; else evenly
 * @param logarithmic whether the axis of times is
 * @param panels each with the cases that can be compared; their points in the order of the table
 */
record Lines(String axis, boolean spread, boolean logarithmic, List<Panel> panels)
    implements Drawing {
  /**
   * Cases that can be compared.
   *
   * @param name what they share
   * @param places on the axis, in rising order
   */
  record Panel(String name, List<Place> places, List<Line> lines) {}

  /**
   * A place on the axis.
   *
   * @param at its value, or its number from 0 if the places are not spread
   * @param floorMs the least floor of the cases there; absent where it is zero or not known
   */
  record Place(int at, String label, @Nullable Double floorMs) {}

  /** A case at one temperature. */
  record Line(String name, String temperature, List<Point> points) {}

  /** A median wall time. */
  record Point(int at, double medianMs) {}
}

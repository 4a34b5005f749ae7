package dev.fanout.report.chart;

import dev.fanout.report.measurement.Temperature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row per case, cold beside warm.
 *
 * @param style how a cell is drawn
 * @param axis what the horizontal axis shows
 * @param logarithmic whether that axis is
 * @param mark what the black mark stands for; absent where there is none
 * @param rows in the order of the summary
 */
record CaseRows(
    Style style, String axis, boolean logarithmic, @Nullable String mark, List<Row> rows)
    implements Drawing {

  /** How a cell is drawn, and the unit of its figures. */
  enum Style {
    /** A bar of that many milliseconds. */
    TIME,
    /** A bar of a number without a unit. */
    RATIO,
    /** A dot for each point, a line over them all, a mark at the value; milliseconds. */
    SHOTS,
    /** Five points: least, median, 90th and 99th percentile, greatest; milliseconds. */
    QUANTILES
  }

  /** A case. */
  record Row(String name, List<Cell> cells) {}

  /**
   * A case at one temperature.
   *
   * @param value what is drawn
   * @param label the value as it stands beside it
   * @param mark where the black mark is
   * @param points what the style wants beside the value
   */
  record Cell(
      String temperature, double value, String label, @Nullable Double mark, List<Double> points) {

    static Cell of(
        Temperature temperature,
        double value,
        String label,
        @Nullable Double mark,
        List<Double> points) {
      return new Cell(temperature.text(), value, label, mark, points);
    }
  }
}

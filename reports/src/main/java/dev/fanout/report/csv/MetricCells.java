package dev.fanout.report.csv;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The cells of what was measured of a shot. */
final class MetricCells {
  /** Those whose columns stand between others, as they always have. */
  private static final List<Metric> PLACED =
      List.of(
          Metric.OPEN_MS, Metric.SERVER_PEAK_IN_FLIGHT, Metric.CPU_BUSY, Metric.LISTEN_OVERFLOWS);

  /** Those whose columns come last. */
  static final List<Metric> LAST =
      Arrays.stream(Metric.values()).filter(metric -> !PLACED.contains(metric)).toList();

  private MetricCells() {}

  /** The names of columns. */
  static List<String> header(List<Metric> metrics) {
    return metrics.stream().map(Metric::column).toList();
  }

  /** The cells in columns. */
  static List<String> of(Shot shot, List<Metric> metrics) {
    return metrics.stream().map(metric -> of(shot, metric)).toList();
  }

  /** The cell in a column. */
  static String of(Shot shot, Metric metric) {
    return Cells.of(metric.unit(), shot.value(metric));
  }

  /** All that was measured, read from a row. */
  static Map<Metric, Double> read(Row row) throws MalformedCsvException {
    var values = new EnumMap<Metric, Double>(Metric.class);
    for (Metric metric : Metric.values()) {
      Double value = row.optional(metric.column(), metric.unit());
      if (value != null) {
        values.put(metric, value);
      }
    }
    return values;
  }
}

package dev.fanout.report.chart;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    /** A bar of a ratio. */
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

  /** A cell and its row of the table. */
  record Entry(Cell cell, List<String> numbers) {}

  /** What makes a chart of a summary's rows: those without an entry are left out. */
  record Definition(
      String id,
      String title,
      String description,
      Style style,
      String axis,
      boolean logarithmic,
      @Nullable String mark,
      List<String> header) {

    /** The chart, unless no row has an entry. */
    Optional<Chart> of(Results results, Function<Summary, Optional<Entry>> entries) {
      var names = CaseNames.of(results);
      Map<Case, List<Cell>> cells = new LinkedHashMap<>();
      var rows = new ArrayList<List<String>>();
      for (Summary summary : results.summaries()) {
        entries
            .apply(summary)
            .ifPresent(
                entry -> {
                  cells
                      .computeIfAbsent(summary.measured(), _ -> new ArrayList<>())
                      .add(entry.cell());
                  rows.add(
                      row(
                          names.of(summary.measured()),
                          summary.temperature().text(),
                          entry.numbers()));
                });
      }
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      var drawing =
          new CaseRows(
              style,
              axis,
              logarithmic,
              mark,
              cells.entrySet().stream()
                  .map(row -> new Row(names.of(row.getKey()), row.getValue()))
                  .toList());
      return Optional.of(
          new Chart(id, title, description, drawing, new Table(row("case", "JVM", header), rows)));
    }

    private static List<String> row(String name, String temperature, List<String> rest) {
      var row = new ArrayList<>(List.of(name, temperature));
      row.addAll(rest);
      return List.copyOf(row);
    }
  }
}

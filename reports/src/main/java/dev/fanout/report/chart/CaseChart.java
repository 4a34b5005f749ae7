package dev.fanout.report.chart;

import dev.fanout.report.chart.CaseRows.Cell;
import dev.fanout.report.chart.CaseRows.Row;
import dev.fanout.report.chart.CaseRows.Style;
import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.CaseNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What makes a chart of {@link CaseRows} of a run's summaries.
 *
 * @param header the titles of the table's columns, after case and JVM
 */
record CaseChart(
    String id,
    String title,
    String description,
    Style style,
    String axis,
    boolean logarithmic,
    @Nullable String mark,
    List<String> header) {

  /** A cell and its row of the table. */
  record Entry(Cell cell, List<String> numbers) {}

  /** The chart, unless no summary has an entry. */
  Optional<Chart> of(Results results, Function<Summary, Optional<Entry>> entries) {
    var names = CaseNames.of(results);
    Map<Case, List<Cell>> cells = new LinkedHashMap<>();
    var rows = new ArrayList<List<String>>();
    for (Summary summary : results.summaries()) {
      entries
          .apply(summary)
          .ifPresent(
              entry -> {
                cells.computeIfAbsent(summary.measured(), _ -> new ArrayList<>()).add(entry.cell());
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

package dev.fanout.report.chart;

import dev.fanout.report.chart.CaseChart.Entry;
import dev.fanout.report.chart.CaseRows.Cell;
import dev.fanout.report.chart.CaseRows.Style;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.WorkText;
import java.util.List;
import java.util.Optional;

/** The wall time of each case on a log axis, with its floor marked. */
final class WallTimeChart {
  private WallTimeChart() {}

  static Optional<Chart> of(Results results) {
    return definition(title(results.summaries())).of(results, WallTimeChart::entry);
  }

  private static CaseChart definition(String title) {
    return new CaseChart(
        "wall-time",
        title,
        "A bar is the median wall time, on a log scale: each grid line is ten times the one before"
            + " it. The mark is the floor, the least time possible.",
        Style.TIME,
        "wall time (log scale)",
        true,
        "floor",
        List.of("shots", "median", "least", "greatest", "floor"));
  }

  /** Names the work if all cases did the same. */
  private static String title(List<Summary> rows) {
    boolean alike =
        !rows.isEmpty()
            && rows.stream()
                .allMatch(row -> row.measured().hasWorkloadOf(rows.getFirst().measured()));
    return alike
        ? "Wall time of " + WorkText.of(List.of(rows.getFirst().measured()))
        : "Wall time of each case";
  }

  private static Optional<Entry> entry(Summary row) {
    return Optional.ofNullable(row.medianMs())
        .map(
            median ->
                new Entry(
                    Cell.of(
                        row.temperature(),
                        median,
                        Numbers.brief(median),
                        // No log axis has a place for the zero that is the floor without a delay.
                        Optional.ofNullable(row.floorMs()).filter(floor -> floor > 0).orElse(null),
                        List.of()),
                    List.of(
                        Integer.toString(row.shots()),
                        Numbers.exact(median),
                        Numbers.exact(row.minMs()),
                        Numbers.exact(row.maxMs()),
                        Numbers.exact(row.floorMs()))));
  }
}

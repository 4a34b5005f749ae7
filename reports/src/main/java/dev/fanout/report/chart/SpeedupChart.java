package dev.fanout.report.chart;

import dev.fanout.report.chart.CaseChart.Entry;
import dev.fanout.report.chart.CaseRows.Cell;
import dev.fanout.report.chart.CaseRows.Style;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import java.util.List;
import java.util.Optional;

/** How many times as fast as serial each case is, with the most that its floor allows. */
final class SpeedupChart {
  private static final CaseChart DEFINITION =
      new CaseChart(
          "speedup",
          "Speed-up over serial",
          "How many times as fast as serial each case was. The mark is the speed-up that the case"
              + " would have if it took no longer than its floor.",
          Style.RATIO,
          "times as fast as serial",
          false,
          "at the floor",
          List.of("speed-up", "at the floor", "median"));

  private SpeedupChart() {}

  /** The chart, if serial was measured and so was something else. */
  static Optional<Chart> of(Results results) {
    boolean comparable =
        results.summaries().stream()
            .anyMatch(row -> row.speedup() != null && !row.measured().model().equals("serial"));
    return comparable ? DEFINITION.of(results, SpeedupChart::entry) : Optional.empty();
  }

  private static Optional<Entry> entry(Summary row) {
    Double speedup = row.speedup();
    Double efficiency = row.efficiency();
    if (speedup == null || efficiency == null) {
      return Optional.empty();
    }
    // Without a delay the floor is zero, and so no speed-up is the most.
    Double best = efficiency == 0 ? null : Double.valueOf(speedup / efficiency);
    return Optional.of(
        new Entry(
            Cell.of(row.temperature(), speedup, Numbers.times(speedup), best, List.of()),
            List.of(Numbers.ratio(speedup), Numbers.ratio(best), Numbers.exact(row.medianMs()))));
  }
}

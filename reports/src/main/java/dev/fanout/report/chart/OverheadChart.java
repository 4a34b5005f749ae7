package dev.fanout.report.chart;

import dev.fanout.report.chart.CaseChart.Entry;
import dev.fanout.report.chart.CaseRows.Cell;
import dev.fanout.report.chart.CaseRows.Style;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What each case took beyond its floor, shot by shot. */
final class OverheadChart {
  private static final CaseChart DEFINITION =
      new CaseChart(
          "overhead",
          "Overhead above the floor",
          "What each shot took beyond the least time possible: a dot is a shot, the line spans"
              + " them, the tick and the figure are the median.",
          Style.SHOTS,
          "wall time minus floor",
          false,
          null,
          List.of("shots", "median overhead", "least", "greatest"));

  private OverheadChart() {}

  static Optional<Chart> of(Results results) {
    return DEFINITION.of(results, row -> entry(row, results.shots()));
  }

  private static Optional<Entry> entry(Summary row, List<Shot> shots) {
    Double floor = row.floorMs();
    return floor == null ? Optional.empty() : beyond(row, overheads(row, floor, shots));
  }

  private static Optional<Entry> beyond(Summary row, List<Double> each) {
    return Optional.ofNullable(row.overheadMs())
        .map(
            overhead -> {
              return new Entry(
                  Cell.of(row.temperature(), overhead, Numbers.brief(overhead), null, each),
                  List.of(
                      Integer.toString(row.shots()),
                      Numbers.exact(overhead),
                      Numbers.exact(each.getFirst()),
                      Numbers.exact(each.getLast())));
            });
  }

  private static List<Double> overheads(Summary row, double floor, List<Shot> shots) {
    return shots.stream()
        .filter(Shot::valid)
        .filter(shot -> shot.measured().equals(row.measured()))
        .filter(shot -> shot.temperature() == row.temperature())
        .map(shot -> Objects.requireNonNull(shot.elapsedMs()) - floor)
        .sorted()
        .toList();
  }
}

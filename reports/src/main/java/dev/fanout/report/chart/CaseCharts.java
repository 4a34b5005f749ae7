package dev.fanout.report.chart;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.CaseRows;
import dev.fanout.report.chart.Drawing.CaseRows.Cell;
import dev.fanout.report.chart.Drawing.CaseRows.Row;
import dev.fanout.report.chart.Drawing.CaseRows.Style;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Unit;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.FloorText;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import dev.fanout.report.text.WorkText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;

/** The charts with a row per case, its temperatures side by side. */
final class CaseCharts {
  private static final double[] PROBABILITIES = {0, 0.5, 0.9, 0.99, 1};
  private static final List<String> QUANTILES =
      List.of("least", "median", "90 %", "99 %", "greatest");
  private static final List<Parameter> WORK = Parameter.of(Parameter.Role.WORK);
  private static final double KB_PER_MIB = 1024;

  private CaseCharts() {}

  /** The wall time of each case on a log axis, with its floor marked. */
  static Optional<Chart> wallTime(Results results) {
    boolean assumed = results.environment().plan().delayAssumed();
    return chart(
        "wall-time",
        titleOfWallTime(results.summaries()),
        "A bar is the median wall time, on a log scale: each grid line is ten times the one before"
            + " it. The mark is the "
            + (assumed ? FloorText.title(assumed) : "floor, the least time possible")
            + ".",
        new CaseRows(
            Style.TIME, "wall time (log scale)", true, FloorText.title(assumed), List.of()),
        Numbers.TIMES,
        results,
        row -> {
          Double floor = row.floorMs();
          // No log axis has a place for the floor without a delay, zero.
          return time(row, row.medianMs(), floor == null || floor == 0 ? null : floor, List.of());
        });
  }

  private static Optional<Cell> time(
      Summary row, @Nullable Double millis, @Nullable Double mark, List<Double> points) {
    return Optional.ofNullable(millis)
        .map(
            value -> new Cell(row.temperature().text(), value, Numbers.brief(value), mark, points));
  }

  /** Names the work if all cases did the same. */
  private static String titleOfWallTime(List<Summary> rows) {
    List<Case> cases = rows.stream().map(Summary::measured).toList();
    boolean alike = cases.stream().map(each -> each.only(WORK)).distinct().count() == 1;
    return alike ? "Wall time of " + WorkText.of(cases.subList(0, 1)) : "Wall time of each case";
  }

  /** How many times as fast as serial each case is; needs serial and something else. */
  static Optional<Chart> speedup(Results results) {
    boolean comparable =
        results.summaries().stream()
            .anyMatch(row -> row.speedup() != null && !row.measured().model().equals("serial"));
    return !comparable
        ? Optional.empty()
        : chart(
            "speedup",
            "Speed-up over serial",
            "How many times as fast as serial each case was. The mark is the speed-up that the case"
                + " would have if it took no longer than its floor.",
            new CaseRows(Style.RATIO, "times as fast as serial", false, "at the floor", List.of()),
            List.of(
                Column.right("speed-up", row -> Numbers.ratio(row.speedup())),
                Column.right("at the floor", row -> Numbers.ratio(speedupAtFloor(row))),
                Column.right("median", row -> Numbers.exact(row.medianMs()))),
            results,
            row ->
                Optional.ofNullable(row.efficiency() == null ? null : row.speedup())
                    .map(
                        speedup ->
                            new Cell(
                                row.temperature().text(),
                                speedup,
                                Numbers.times(speedup),
                                speedupAtFloor(row),
                                List.of())));
  }

  /** Without a delay the floor is zero, and so no speed-up is the most. */
  private static @Nullable Double speedupAtFloor(Summary row) {
    Double speedup = row.speedup();
    Double efficiency = row.efficiency();
    return speedup == null || efficiency == null || efficiency == 0
        ? null
        : Double.valueOf(speedup / efficiency);
  }

  /** What each case took beyond its floor, shot by shot. */
  static Optional<Chart> overhead(Results results) {
    return chart(
        "overhead",
        "Overhead above the floor",
        "What each shot took beyond %s: a dot is a shot, the line spans them, the tick and the figure are the median."
            .formatted(FloorText.least(results.environment().plan())),
        new CaseRows(Style.SHOTS, "wall time minus floor", false, null, List.of()),
        List.of(
            Numbers.SHOTS,
            Column.right("median overhead", row -> Numbers.exact(row.overheadMs())),
            Column.right("least", row -> Numbers.exact(aboveFloor(row.minMs(), row))),
            Column.right("greatest", row -> Numbers.exact(aboveFloor(row.maxMs(), row)))),
        results,
        row ->
            time(
                row,
                row.overheadMs(),
                null,
                validShots(row, results)
                    .map(shot -> aboveFloor(shot.elapsedMs(), row))
                    .flatMap(Stream::ofNullable)
                    .sorted()
                    .toList()));
  }

  private static @Nullable Double aboveFloor(@Nullable Double millis, Summary row) {
    Double floor = row.floorMs();
    return millis == null || floor == null ? null : Double.valueOf(millis - floor);
  }

  /** The latencies of single requests, for the cases whose requests all have one delay. */
  static Optional<Chart> latency(Results results) {
    Map<Summary, double[]> latencies = new HashMap<>();
    Map<Summary, double[]> quantiles = new HashMap<>();
    for (Summary row : results.summaries()) {
      double[] each = latencies(row, results);
      if (row.measured().delay() == null && each.length > 0) {
        latencies.put(row, each);
        quantiles.put(row, Quantile.withDefaults().evaluate(each, PROBABILITIES));
      }
    }
    var columns = new ArrayList<Column<Summary>>();
    columns.add(
        Column.right("requests", row -> "" + Objects.requireNonNull(latencies.get(row)).length));
    for (int i = 0; i < PROBABILITIES.length; i++) {
      int at = i;
      columns.add(
          Column.right(
              QUANTILES.get(i),
              row -> Numbers.exact(Objects.requireNonNull(quantiles.get(row))[at])));
    }
    return chart(
        "latency",
        "Latency of the single requests",
        "How much longer than the server's delay the requests took, over all valid shots: nine in"
            + " ten lie within the thick bar, the line goes on to the slowest; the tick and the"
            + " figure are the median.",
        new CaseRows(Style.QUANTILES, "latency minus the server's delay", false, null, List.of()),
        columns,
        results,
        row ->
            Optional.ofNullable(quantiles.get(row))
                .flatMap(each -> time(row, each[1], null, Arrays.stream(each).boxed().toList())));
  }

  private static double[] latencies(Summary row, Results results) {
    return validShots(row, results)
        .flatMap(shot -> results.requests().getOrDefault(shot, List.of()).stream())
        .mapToDouble(trace -> above(trace, row.measured().delayMs()))
        .toArray();
  }

  private static double above(RequestTrace trace, long delayMs) {
    return trace.endMs() - trace.startMs() - delayMs;
  }

  private static Stream<Shot> validShots(Summary row, Results results) {
    return results.shots().stream().filter(Shot::valid).filter(row::isOf);
  }

  /** The id of the chart of a cost. */
  static String id(Metric metric) {
    return metric.column().replace('_', '-');
  }

  /** What a shot of each case cost, in one metric. */
  static Optional<Chart> cost(Metric metric, Results results) {
    String title = metric.title();
    return chart(
        id(metric),
        "Cost of a shot: " + title,
        "A bar is the most that the measured JVM and its worker processes had at once during a"
            + " shot, what they had before it included: the greatest over the valid shots.",
        switch (metric.unit()) {
          case MS -> new CaseRows(Style.TIME, title, false, null, List.of());
          case KB, BYTES -> new CaseRows(Style.RATIO, title + " in MiB", false, null, List.of());
          case RATIO, PER_S, COUNT -> new CaseRows(Style.RATIO, title, false, null, List.of());
        },
        List.of(Numbers.SHOTS, Column.right(title, row -> exact(metric, row.value(metric)))),
        results,
        row ->
            Optional.ofNullable(row.value(metric))
                .map(
                    value ->
                        new Cell(
                            row.temperature().text(),
                            value / perDrawn(metric.unit()),
                            Figures.of(metric.unit(), value),
                            null,
                            List.of())));
  }

  private static String exact(Metric metric, @Nullable Double value) {
    return switch (metric.unit()) {
      case MS -> Numbers.exact(value);
      case RATIO, PER_S -> Numbers.ratio(value);
      case COUNT -> String.format(Locale.ROOT, "%.0f", value);
      case KB -> String.format(Locale.ROOT, "%.0f KiB", value);
      case BYTES -> String.format(Locale.ROOT, "%.0f bytes", value);
    };
  }

  /** How many of that unit make one of those that are drawn. */
  private static double perDrawn(Unit unit) {
    return switch (unit) {
      case KB -> KB_PER_MIB;
      case BYTES -> KB_PER_MIB * KB_PER_MIB;
      case MS, RATIO, PER_S, COUNT -> 1;
    };
  }

  /** The chart, unless no summary has a cell. */
  static Optional<Chart> chart(
      String id,
      String title,
      String description,
      CaseRows empty,
      List<Column<Summary>> columns,
      Results results,
      Function<Summary, Optional<Cell>> cell) {
    var names = CaseNames.of(results);
    Map<Case, List<Cell>> cells = new LinkedHashMap<>();
    var rows = new ArrayList<Summary>();
    for (Summary row : results.summaries()) {
      cell.apply(row)
          .ifPresent(
              drawn -> {
                cells.computeIfAbsent(row.measured(), _ -> new ArrayList<>()).add(drawn);
                rows.add(row);
              });
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<Row> drawn =
        cells.entrySet().stream()
            .map(each -> new Row(names.of(each.getKey()), each.getValue()))
            .toList();
    var all = new ArrayList<Column<Summary>>();
    all.add(Column.left("case", row -> names.of(row.measured())));
    all.add(Column.left("JVM", row -> row.temperature().text()));
    all.addAll(columns);
    return Optional.of(
        new Chart(
            id,
            title,
            description,
            new CaseRows(empty.style(), empty.axis(), empty.logarithmic(), empty.mark(), drawn),
            Table.of(new TextTable<>(all, rows))));
  }
}

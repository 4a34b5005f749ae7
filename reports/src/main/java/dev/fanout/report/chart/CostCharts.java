package dev.fanout.report.chart;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.CaseRows;
import dev.fanout.report.chart.Drawing.CaseRows.Cell;
import dev.fanout.report.chart.Drawing.CaseRows.Style;
import dev.fanout.report.chart.Drawing.Prices;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Contest;
import dev.fanout.report.summary.Cost;
import dev.fanout.report.summary.Cost.Range;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import dev.fanout.report.text.WorkText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The charts of what requests cost. */
final class CostCharts {
  private static final double KIB_PER_MIB = 1024;
  private static final double FAR_APART = 20;

  private CostCharts() {}

  /** The CPU time that a request of each case took. */
  static Optional<Chart> cpu(Results results) {
    return perRequest(
        "cpu-per-request",
        "CPU time per request",
        "A bar is the CPU time, user and system, of the measured JVM and its worker processes"
            + " during a shot, divided by the number of requests: the median over the valid shots.",
        "CPU time per request",
        Style.TIME,
        Cost.CPU_PER_REQUEST,
        1,
        " ms",
        results);
  }

  /** The memory that a waiting request of each case took. */
  static Optional<Chart> memory(Results results) {
    return perRequest(
        "memory-per-request",
        "Memory per waiting request",
        "A bar is the most memory that the measured JVM and its worker processes held, all of it"
            + " and not only what a request adds, divided by the most requests that waited at"
            + " once: the median over the valid shots. A warm shot also holds what the warm-up left"
            + " on the heap.",
        "memory per waiting request in MiB",
        Style.RATIO,
        Cost.MEMORY_PER_WAITING_REQUEST,
        KIB_PER_MIB,
        " MiB",
        results);
  }

  private static Optional<Chart> perRequest(
      String id,
      String title,
      String description,
      String axis,
      Style style,
      Cost cost,
      double unit,
      String suffix,
      Results results) {
    Function<Summary, Optional<Range>> range = row -> cost.of(row, results.shots());
    double[] drawn =
        results.summaries().stream()
            .flatMap(row -> range.apply(row).stream())
            .mapToDouble(Range::median)
            .sorted()
            .toArray();
    boolean log =
        drawn.length > 0 && drawn[0] > 0 && drawn[drawn.length - 1] > FAR_APART * drawn[0];
    return CaseCharts.chart(
        id,
        title,
        description
            + (log ? " On the log scale, each grid line is ten times the one before it." : ""),
        new CaseRows(style, log ? axis + " (log scale)" : axis, log, null, List.of()),
        List.of(
            Numbers.SHOTS,
            Column.right("median", row -> exact(range.apply(row).map(Range::median), unit, suffix)),
            Column.right("least", row -> exact(range.apply(row).map(Range::least), unit, suffix)),
            Column.right(
                "greatest", row -> exact(range.apply(row).map(Range::greatest), unit, suffix))),
        results,
        row ->
            range
                .apply(row)
                .map(
                    each ->
                        new Cell(
                            row.temperature().text(),
                            each.median() / unit,
                            Figures.small(each.median() / unit) + suffix,
                            null,
                            List.of())));
  }

  private static String exact(Optional<Double> value, double unit, String suffix) {
    return value.map(each -> String.format(Locale.ROOT, "%.3f%s", each / unit, suffix)).orElse("");
  }

  /** Wall time against CPU time, where two cases of the same work have both. */
  static Optional<Chart> timeAndCost(Results results) {
    var names = CaseNames.of(results);
    var panels = new ArrayList<Prices.Panel>();
    var rows = new ArrayList<Summary>();
    for (Contest contest : Contest.of(results)) {
      List<Summary> priced =
          contest.rows().stream()
              .filter(row -> contest.cost(Cost.CPU_PER_REQUEST, row).isPresent())
              .toList();
      if (priced.size() > 1) {
        Case any = priced.getFirst().measured();
        panels.add(
            new Prices.Panel(
                WorkText.against(any, Set.of()), Prices.withFront(points(contest, priced, names))));
        rows.addAll(priced);
      }
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "time-and-cost",
                "Wall time against CPU time per request",
                "A dot is a case: the further to the left, the faster; the further down, the"
                    + " cheaper. The large dots, joined and named, are the best, cold and warm"
                    + " apart: no other case is both faster and cheaper. Dots close to each other"
                    + " do not show which is better.",
                new Prices(panels),
                table(rows, names, results)));
  }

  private static List<Prices.Point> points(Contest contest, List<Summary> rows, CaseNames names) {
    var said = EnumSet.copyOf(Parameter.of(Role.WORK, Role.SERVER));
    return rows.stream()
        .map(
            row ->
                new Prices.Point(
                    names.without(said, row.measured()),
                    row.temperature().text(),
                    Contest.median(row),
                    contest.cost(Cost.CPU_PER_REQUEST, row).orElseThrow().median(),
                    false))
        .toList();
  }

  private static Table table(List<Summary> rows, CaseNames names, Results results) {
    var columns =
        Stream.of(
                Column.<Summary>left("case", row -> names.of(row.measured())),
                Column.<Summary>left("JVM", row -> row.temperature().text()),
                Numbers.SHOTS,
                Column.<Summary>right("median", row -> Numbers.exact(row.medianMs())),
                Column.<Summary>right(
                    "CPU per request",
                    row ->
                        exact(
                            Cost.CPU_PER_REQUEST.of(row, results.shots()).map(Range::median),
                            1,
                            " ms")))
            .toList();
    return Table.of(new TextTable<>(columns, rows));
  }
}

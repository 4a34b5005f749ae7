package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Measured rows that differ in one parameter alone, and in what follows from it.
 *
 * @param name what they share
 * @param swept the parameter in which they differ
 * @param rows cold before warm, each with rising counts
 */
record Sweep(String name, Parameter swept, List<Summary> rows) {
  /** The sweeps of those cases with two different values or more. */
  static List<Sweep> of(Results results, Predicate<Case> counted, Parameter swept) {
    var names = CaseNames.of(results);
    Map<Map<Parameter, Object>, List<Summary>> groups =
        results.summaries().stream()
            .filter(row -> row.medianMs() != null && counted.test(row.measured()))
            .collect(
                groupingBy(row -> shared(row.measured(), swept), LinkedHashMap::new, toList()));
    return groups.values().stream()
        .map(
            rows ->
                new Sweep(
                    names.without(EnumSet.of(swept), rows.getFirst().measured()),
                    swept,
                    rows.stream()
                        .sorted(
                            Comparator.comparing(Summary::temperature)
                                .thenComparingInt(row -> count(swept, row)))
                        .toList()))
        .filter(sweep -> sweep.rows.stream().map(sweep::count).distinct().count() > 1)
        .toList();
  }

  private static Map<Parameter, Object> shared(Case measured, Parameter swept) {
    // What may be in flight follows from the others, and so from what is swept.
    return measured.only(EnumSet.complementOf(EnumSet.of(swept, Parameter.IN_FLIGHT)));
  }

  /** The value of a row; without one, the usual value, or no limit where nothing is usual. */
  int count(Summary row) {
    return count(swept, row);
  }

  private static int count(Parameter swept, Summary row) {
    Object value = swept.orUsual(row.measured().value(swept));
    return value instanceof Number number ? number.intValue() : Integer.MAX_VALUE;
  }

  /** That value in words. */
  static String text(Parameter swept, Summary row) {
    Object value = swept.orUsual(row.measured().value(swept));
    return Objects.requireNonNull(swept.withUnit(value));
  }

  /** The rows of a temperature. */
  List<Summary> at(Temperature temperature) {
    return rows.stream().filter(row -> row.temperature() == temperature).toList();
  }

  /** The numbers of several sweeps, a row per measured one. */
  static Table table(List<Sweep> sweeps, String counted) {
    record Swept(Sweep sweep, Summary row) {}
    var columns = new ArrayList<Column<Swept>>();
    columns.add(Column.left("case", each -> each.sweep.name));
    columns.add(Column.left("JVM", each -> each.row.temperature().text()));
    columns.add(Column.right(counted, each -> text(each.sweep.swept, each.row)));
    for (Column<Summary> time : Numbers.TIMES) {
      columns.add(Column.right(time.title(), each -> time.cell().apply(each.row)));
    }
    return Table.of(
        new TextTable<>(
            columns,
            sweeps.stream()
                .flatMap(sweep -> sweep.rows.stream().map(row -> new Swept(sweep, row)))
                .toList()));
  }
}

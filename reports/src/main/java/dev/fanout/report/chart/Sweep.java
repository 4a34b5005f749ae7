package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Measured rows that differ in one count alone.
 *
 * @param name what they share
 * @param rows cold before warm, each with rising counts
 */
record Sweep(String name, List<Summary> rows) {
  /** The sweeps with so many different counts. */
  static List<Sweep> of(
      Results results,
      Predicate<Case> counted,
      UnaryOperator<Case> shared,
      ToIntFunction<Case> count,
      int least) {
    Map<Case, List<Summary>> groups =
        results.summaries().stream()
            .filter(row -> row.medianMs() != null && counted.test(row.measured()))
            .collect(groupingBy(row -> shared.apply(row.measured()), LinkedHashMap::new, toList()));
    var names = new CaseNames(groups.keySet());
    Comparator<Summary> order =
        Comparator.comparing(Summary::temperature)
            .thenComparingInt(row -> count.applyAsInt(row.measured()));
    return groups.entrySet().stream()
        .filter(
            group ->
                group.getValue().stream()
                        .mapToInt(row -> count.applyAsInt(row.measured()))
                        .distinct()
                        .count()
                    >= least)
        .map(
            group ->
                new Sweep(
                    names.of(group.getKey()), group.getValue().stream().sorted(order).toList()))
        .toList();
  }

  /** The numbers of several sweeps, a row per measured one. */
  static Table table(List<Sweep> sweeps, String counted, ToIntFunction<Case> count) {
    return new Table(
        List.of("case", "JVM", counted, "shots", "median", "least", "greatest", "floor"),
        sweeps.stream()
            .flatMap(sweep -> sweep.rows().stream().map(row -> numbers(sweep.name(), row, count)))
            .toList());
  }

  private static List<String> numbers(String name, Summary row, ToIntFunction<Case> count) {
    return List.of(
        name,
        row.temperature().text(),
        Integer.toString(count.applyAsInt(row.measured())),
        Integer.toString(row.shots()),
        Numbers.exact(row.medianMs()),
        Numbers.exact(row.minMs()),
        Numbers.exact(row.maxMs()),
        Numbers.exact(row.floorMs()));
  }
}

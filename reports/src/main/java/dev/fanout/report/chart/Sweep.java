package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.CaseNames;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Measured rows that differ in one count alone, and in what follows from it.
 *
 * @param name what they share
 * @param rows cold before warm, each with rising counts
 */
record Sweep(String name, List<Summary> rows) {
  private static final int LEAST_COUNTS = 2;

  /** The sweeps with two different counts or more. */
  static List<Sweep> of(
      Results results, Predicate<Case> counted, Parameter swept, ToIntFunction<Case> count) {
    var names = CaseNames.of(results);
    Comparator<Summary> order =
        Comparator.comparing(Summary::temperature)
            .thenComparingInt(row -> count.applyAsInt(row.measured()));
    Map<Map<Parameter, Object>, List<Summary>> groups =
        results.summaries().stream()
            .filter(row -> row.medianMs() != null && counted.test(row.measured()))
            .collect(
                groupingBy(row -> shared(row.measured(), swept), LinkedHashMap::new, toList()));
    return groups.values().stream()
        .filter(
            rows ->
                rows.stream().map(row -> count.applyAsInt(row.measured())).distinct().count()
                    >= LEAST_COUNTS)
        .map(
            rows ->
                new Sweep(
                    names.without(EnumSet.of(swept), rows.getFirst().measured()),
                    rows.stream().sorted(order).toList()))
        .toList();
  }

  private static Map<Parameter, Object> shared(Case measured, Parameter swept) {
    // What may be in flight follows from the others, and so from what is swept.
    return measured.only(EnumSet.complementOf(EnumSet.of(swept, Parameter.IN_FLIGHT)));
  }

  /** The numbers of several sweeps, a row per measured one. */
  static Table table(List<Sweep> sweeps, String counted, Function<Case, String> count) {
    return new Table(
        List.of("case", "JVM", counted, "shots", "median", "least", "greatest", "floor"),
        sweeps.stream()
            .flatMap(sweep -> sweep.rows().stream().map(row -> numbers(sweep.name(), row, count)))
            .toList());
  }

  private static List<String> numbers(String name, Summary row, Function<Case, String> count) {
    return List.of(
        name,
        row.temperature().text(),
        count.apply(row.measured()),
        Integer.toString(row.shots()),
        Numbers.exact(row.medianMs()),
        Numbers.exact(row.minMs()),
        Numbers.exact(row.maxMs()),
        Numbers.exact(row.floorMs()));
  }
}

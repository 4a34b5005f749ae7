package dev.fanout.report.threshold;

import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SummaryColumn;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of summary.csv that holds numbers.
 *
 * @param text its name there
 */
record Column(String text, Function<Summary, @Nullable Number> figure) {
  static final List<Column> ALL =
      Stream.concat(
              Stream.of(Parameter.values())
                  .filter(Parameter::isNumber)
                  .map(each -> new Column(each.column(), row -> row.measured().number(each))),
              SummaryColumn.all().stream().map(each -> new Column(each.name(), each.figure())))
          .toList();

  static Column named(String name) {
    return ALL.stream()
        .filter(column -> column.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedThresholdException(
                    "'%s' is not a column of numbers in summary.csv; these are %s."
                        .formatted(
                            name,
                            ALL.stream().map(Column::text).collect(Collectors.joining(", ")))));
  }

  /** The figure; absent where the row has none. */
  @Nullable Double of(Summary row) {
    Number number = figure.apply(row);
    return number == null ? null : Double.valueOf(number.doubleValue());
  }
}

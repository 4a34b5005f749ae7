package dev.fanout.report.text;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Cost;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.TextTable.Column;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The table of all cases: one line each, the figures a reader asks for.
 *
 * <p>Some columns are there only where they tell rows apart, or where some row has a figure.
 */
public final class SummaryTable {
  /** What tells a case from others; the client comes after what sets the pool. */
  private static final List<Parameter> CASE =
      Stream.concat(
              Stream.of(MODEL, VARIANT, SIZE, CHUNK, CLIENT),
              Parameter.of(Role.WORK, Role.MODEL, Role.SERVER).stream()
                  .filter(each -> each != Parameter.DELAY))
          .distinct()
          .toList();

  private static final Column<Summary> INTERVAL =
      Column.left("95 % interval", SummaryTable::interval);

  private SummaryTable() {}

  /** The times of a case, after what distinguishes it from others. */
  private static Stream<Column<Summary>> allTimes(Results results) {
    boolean assumed = results.environment().plan().delayAssumed();
    Stream<Column<Summary>> common =
        Stream.of(
            Column.left("JVM", row -> row.temperature().text()),
            Column.right("shots", SummaryTable::shots));
    return Stream.concat(
        common, results.ofStreams() ? StreamTable.columns(results) : wallTimes(assumed));
  }

  private static Stream<Column<Summary>> wallTimes(boolean assumed) {
    return Stream.of(
        Column.right("median", row -> Figures.time(row.medianMs())),
        Column.left("spread", SummaryTable::spread),
        INTERVAL,
        Column.right(FloorText.title(assumed), row -> Figures.time(row.floorMs())),
        Column.right("overhead", row -> Figures.time(row.overheadMs())),
        Column.right("efficiency", row -> Figures.percent(row.efficiency())),
        Column.right("speed-up", row -> Figures.times(row.speedup())),
        Column.right("open", row -> Figures.time(row.value(Metric.OPEN_MS))),
        Column.right("tutorial", row -> Figures.time(row.publishedMs())));
  }

  /** The figures of named rows, without empty columns. */
  public static TextTable<Summary> ofFigures(Results results, Column<Summary> name) {
    return table(results.summaries(), Stream.of(Stream.of(name), allTimes(results), costs(results)))
        .withoutEmptyColumns();
  }

  /** The times as aligned Markdown, ending in a line feed. */
  public static String of(Results results) {
    List<Summary> rows = results.summaries();
    return shown(results, Stream.of(parameters(rows), times(results)));
  }

  /** The same with the costs. */
  public static String withCosts(Results results) {
    List<Summary> rows = results.summaries();
    return shown(results, Stream.of(parameters(rows), times(results), costs(results)));
  }

  /** Few streams have all columns. */
  private static String shown(Results results, Stream<Stream<Column<Summary>>> columns) {
    TextTable<Summary> table = table(results.summaries(), columns);
    return (results.ofStreams() ? table.withoutEmptyColumns() : table).toString();
  }

  private static TextTable<Summary> table(
      List<Summary> rows, Stream<Stream<Column<Summary>>> columns) {
    return new TextTable<>(columns.flatMap(Function.identity()).toList(), rows);
  }

  private static Stream<Column<Summary>> parameters(List<Summary> rows) {
    return CASE.stream()
        .filter(each -> isShown(each, rows))
        .map(
            each ->
                new Column<>(
                    each == Parameter.REQUESTS ? "requests" : each.title(),
                    each.isNumber(),
                    row -> cell(each, row)));
  }

  private static String cell(Parameter parameter, Summary row) {
    return parameter == Parameter.DELAY_MS
        ? WorkText.delay(row.measured())
        : Figures.of(parameter, row.measured().value(parameter));
  }

  private static boolean isShown(Parameter parameter, List<Summary> rows) {
    return switch (parameter) {
      case MODEL, SIZE, CHUNK, CLIENT -> true;
      default ->
          parameter.isAmountOfWork()
              ? rows.stream().map(row -> cell(parameter, row)).distinct().count() > 1
              : !rows.stream().allMatch(row -> parameter.isUsual(row.measured().value(parameter)));
    };
  }

  private static Stream<Column<Summary>> times(Results results) {
    boolean intervals = hasIntervals(results.summaries());
    return allTimes(results).filter(column -> !column.equals(INTERVAL) || intervals);
  }

  /** What a case cost. */
  private static Stream<Column<Summary>> costs(Results results) {
    List<Summary> rows = results.summaries();
    Function<Summary, Optional<String>> cpu =
        row ->
            Cost.CPU_PER_REQUEST
                .of(row, results.shots())
                .map(range -> Figures.small(range.median()) + " ms");
    return Stream.concat(
        rows.stream().anyMatch(row -> cpu.apply(row).isPresent())
            ? Stream.of(
                Column.right("CPU per request", row -> cpu.apply(row).orElse(TextTable.NONE)))
            : Stream.empty(),
        Metric.of(Metric.Kind.COST).stream()
            .filter(metric -> rows.stream().anyMatch(row -> row.value(metric) != null))
            .map(
                metric ->
                    Column.right(
                        metric.title(), row -> Figures.of(metric.unit(), row.value(metric)))));
  }

  private static String interval(Summary row) {
    return row.medianLowMs() == null
        ? TextTable.NONE
        : Figures.range(row.medianLowMs(), row.medianHighMs());
  }

  /** The number of valid shots, and of failed ones if there are any. */
  private static String shots(Summary row) {
    return row.failedShots() == 0
        ? Integer.toString(row.shots())
        : "%d (%d failed)".formatted(row.shots(), row.failedShots());
  }

  private static String spread(Summary row) {
    return switch (row.shots()) {
      case 0 -> "no valid shot";
      case 1 -> "one observation";
      default -> Figures.range(row.minMs(), row.maxMs());
    };
  }

  /** Whether some case has shots enough for a confidence interval. */
  public static boolean hasIntervals(List<Summary> rows) {
    return rows.stream().anyMatch(row -> row.medianLowMs() != null);
  }
}

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
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The table of all cases: one line each, the figures a reader asks for.
 *
 * <p>Some columns are there only where they tell rows apart, or where some row has a figure.
 */
public final class SummaryTable {
  /** A column and how its cells are filled; shown always, or only for rows that need it. */
  private record Field(
      Column column, Function<Summary, String> cell, Predicate<List<Summary>> shown) {
    static Field of(Column column, Function<Summary, String> cell) {
      return new Field(column, cell, rows -> true);
    }

    boolean isEmpty(List<Summary> rows) {
      return rows.stream().map(cell).allMatch(NONE::equals);
    }
  }

  private static final String NONE = "-";

  /** What tells a case from others; the client comes after what sets the pool. */
  private static final List<Field> CASES =
      Stream.concat(
              Stream.of(MODEL, VARIANT, SIZE, CHUNK, CLIENT),
              Parameter.of(Role.WORK, Role.MODEL, Role.SERVER).stream()
                  .filter(each -> each != Parameter.DELAY))
          .distinct()
          .map(SummaryTable::parameter)
          .toList();

  /** The times of a case, after what tells it from others. */
  private static final List<Field> TIMES =
      List.of(
          Field.of(Column.left("JVM"), row -> row.temperature().text()),
          Field.of(Column.right("shots"), SummaryTable::shots),
          Field.of(Column.right("median"), row -> Figures.time(row.medianMs())),
          Field.of(Column.left("spread"), SummaryTable::spread),
          new Field(
              Column.left("95 % interval"), SummaryTable::interval, SummaryTable::hasIntervals),
          Field.of(Column.right("floor"), row -> Figures.time(row.floorMs())),
          Field.of(Column.right("overhead"), row -> Figures.time(row.overheadMs())),
          Field.of(Column.right("efficiency"), row -> Figures.percent(row.efficiency())),
          Field.of(Column.right("speed-up"), row -> Figures.times(row.speedup())),
          Field.of(Column.right("open"), row -> Figures.time(row.value(Metric.OPEN_MS))),
          Field.of(Column.right("tutorial"), row -> Figures.time(row.publishedMs())));

  /** What a case cost. */
  private static final List<Field> COSTS =
      Metric.of(Metric.Kind.COST).stream().map(SummaryTable::cost).toList();

  private final List<Field> fields;
  private final List<Summary> rows;

  private SummaryTable(List<Field> fields, List<Summary> rows) {
    this.fields = fields.stream().filter(field -> field.shown().test(rows)).toList();
    this.rows = rows;
  }

  /** The figures of the rows, without what tells their cases apart, and without empty columns. */
  public static SummaryTable ofFigures(List<Summary> rows) {
    return new SummaryTable(
        Stream.of(TIMES, COSTS)
            .flatMap(List::stream)
            .filter(field -> !field.isEmpty(rows))
            .toList(),
        rows);
  }

  private static Field parameter(Parameter each) {
    Function<Summary, String> cell =
        row ->
            each == Parameter.DELAY_MS
                ? WorkText.delay(row.measured())
                : Figures.of(each, row.measured().value(each));
    return new Field(
        new Column(each == Parameter.REQUESTS ? "requests" : each.title(), each.isNumber()),
        cell,
        rows ->
            switch (each) {
              case MODEL, SIZE, CHUNK, CLIENT -> true;
              default ->
                  each.isAmountOfWork()
                      ? differ(rows, cell)
                      : !rows.stream().allMatch(row -> each.isUsual(row.measured().value(each)));
            });
  }

  private static Field cost(Metric metric) {
    return new Field(
        Column.right(metric.title()),
        row -> Figures.of(metric.unit(), row.value(metric)),
        rows -> rows.stream().anyMatch(row -> row.value(metric) != null));
  }

  /** The titles of its columns. */
  public List<String> header() {
    return fields.stream().map(field -> field.column().title()).toList();
  }

  /** The cells of a row. */
  public List<String> cells(Summary row) {
    return fields.stream().map(field -> field.cell().apply(row)).toList();
  }

  /** The times as aligned Markdown, ending in a line feed. */
  public static String of(List<Summary> rows) {
    return markdown(rows, Stream.of(CASES, TIMES));
  }

  /** Times and costs, likewise. */
  static String withCosts(List<Summary> rows) {
    return markdown(rows, Stream.of(CASES, TIMES, COSTS));
  }

  private static String markdown(List<Summary> rows, Stream<List<Field>> fields) {
    return new SummaryTable(fields.flatMap(List::stream).toList(), rows).markdown();
  }

  private String markdown() {
    return new MarkdownTable(
            fields.stream().map(Field::column).toList(), rows.stream().map(this::cells).toList())
        .toString();
  }

  private static String interval(Summary row) {
    return row.medianLowMs() == null ? "-" : Figures.range(row.medianLowMs(), row.medianHighMs());
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
  static boolean hasIntervals(List<Summary> rows) {
    return rows.stream().anyMatch(row -> row.medianLowMs() != null);
  }

  private static boolean differ(List<Summary> rows, Function<Summary, String> value) {
    return rows.stream().map(value).distinct().count() > 1;
  }
}

package dev.fanout.report.text;

import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
  }

  private static final List<Field> FIELDS =
      List.of(
          Field.of(Column.left("model"), row -> row.measured().model()),
          new Field(
              Column.left("variant"),
              row -> orDash(row.measured().variant()),
              rows -> rows.stream().anyMatch(row -> row.measured().variant() != null)),
          Field.of(Column.right("size"), row -> orDash(row.measured().size())),
          Field.of(Column.right("chunk"), row -> orDash(row.measured().chunk())),
          Field.of(Column.left("client"), row -> orDash(row.measured().client())),
          new Field(
              Column.left("workload"),
              row -> row.measured().workload(),
              rows -> rows.stream().anyMatch(row -> !row.measured().workload().equals("hello"))),
          new Field(
              Column.right("requests"),
              row -> Integer.toString(row.measured().requests()),
              rows -> differ(rows, row -> row.measured().requests())),
          new Field(
              Column.right("delay"),
              row -> WorkText.delay(row.measured().work()),
              rows -> differ(rows, row -> WorkText.delay(row.measured().work()))),
          new Field(
              Column.right("CPU"),
              row -> millis(row.measured().cpuMs()),
              rows -> differ(rows, row -> millis(row.measured().cpuMs()))),
          new Field(
              Column.right("file"),
              row -> WorkText.length(row.measured().work()),
              rows -> differ(rows, row -> WorkText.length(row.measured().work()))),
          new Field(
              Column.left("writes"),
              row -> orDash(row.measured().writes()),
              rows -> differ(rows, row -> orDash(row.measured().writes()))),
          new Field(
              Column.right("handlers"),
              row -> handlers(row.measured().handlerThreads()),
              rows -> rows.stream().anyMatch(row -> row.measured().handlerThreads() != null)),
          Field.of(Column.left("JVM"), row -> row.temperature().text()),
          Field.of(Column.right("shots"), SummaryCells::shots),
          Field.of(Column.right("median"), row -> Figures.time(row.medianMs())),
          Field.of(Column.left("spread"), SummaryCells::spread),
          new Field(
              Column.left("95 % interval"), SummaryCells::interval, SummaryTable::hasIntervals),
          Field.of(Column.right("floor"), row -> Figures.time(row.floorMs())),
          Field.of(Column.right("overhead"), row -> Figures.time(row.overheadMs())),
          Field.of(Column.right("efficiency"), row -> Figures.percent(row.efficiency())),
          Field.of(Column.right("speed-up"), row -> Figures.times(row.speedup())),
          Field.of(Column.right("open"), row -> Figures.time(row.openMs())),
          Field.of(Column.right("tutorial"), row -> Figures.time(row.publishedMs())));

  private SummaryTable() {}

  /** The table as aligned Markdown, ending in a line feed. */
  public static String of(List<Summary> rows) {
    List<Field> fields = FIELDS.stream().filter(field -> field.shown().test(rows)).toList();
    return new MarkdownTable(
            fields.stream().map(Field::column).toList(),
            rows.stream()
                .map(row -> fields.stream().map(field -> field.cell().apply(row)).toList())
                .toList())
        .toString();
  }

  /** Whether some case has shots enough for a confidence interval. */
  static boolean hasIntervals(List<Summary> rows) {
    return rows.stream().anyMatch(row -> row.medianLowMs() != null);
  }

  private static boolean differ(List<Summary> rows, Function<Summary, Object> value) {
    return rows.stream().map(value).distinct().count() > 1;
  }

  private static String millis(@Nullable Long millis) {
    return millis == null ? "-" : Figures.delay(millis);
  }

  private static String handlers(@Nullable Integer threads) {
    return threads == null ? "async" : threads.toString();
  }

  private static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}

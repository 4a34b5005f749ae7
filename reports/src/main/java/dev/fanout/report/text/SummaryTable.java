package dev.fanout.report.text;

import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of all cases: one line each, the figures a reader asks for.
 *
 * <p>The columns of variants and of intervals are there only where some case has one.
 */
public final class SummaryTable {
  private static final String NONE = "-";

  private static final List<Cells> COLUMNS =
      List.of(
          new Cells(Column.left("model"), row -> row.measured().model()),
          new Cells(Column.left("variant"), row -> orNone(row.measured().variant()), true),
          new Cells(Column.right("size"), row -> orNone(row.measured().size())),
          new Cells(Column.right("chunk"), row -> orNone(row.measured().chunk())),
          new Cells(Column.left("client"), row -> orNone(row.measured().client())),
          new Cells(Column.left("JVM"), row -> row.temperature().text()),
          new Cells(Column.right("shots"), SummaryTable::shots),
          new Cells(Column.right("median"), row -> Figures.time(row.medianMs())),
          new Cells(Column.left("spread"), SummaryTable::spread),
          new Cells(Column.left("95 % interval"), SummaryTable::interval, true),
          new Cells(Column.right("floor"), row -> Figures.time(row.floorMs())),
          new Cells(Column.right("overhead"), row -> Figures.time(row.overheadMs())),
          new Cells(Column.right("efficiency"), row -> Figures.percent(row.efficiency())),
          new Cells(Column.right("speed-up"), row -> Figures.times(row.speedup())),
          new Cells(Column.right("open"), row -> Figures.time(row.openMs())),
          new Cells(Column.right("tutorial"), row -> Figures.time(row.publishedMs())));

  private record Cells(Column column, Function<Summary, String> text, boolean seldom) {
    Cells(Column column, Function<Summary, String> text) {
      this(column, text, false);
    }

    boolean isOf(List<Summary> rows) {
      return !seldom || !rows.stream().map(text).allMatch(NONE::equals);
    }
  }

  private SummaryTable() {}

  /** The table as aligned Markdown, ending in a line feed. */
  public static String of(List<Summary> rows) {
    List<Cells> columns = COLUMNS.stream().filter(each -> each.isOf(rows)).toList();
    return new MarkdownTable(
            columns.stream().map(Cells::column).toList(),
            rows.stream()
                .map(row -> columns.stream().map(each -> each.text().apply(row)).toList())
                .toList())
        .toString();
  }

  /** Whether some case has shots enough for a confidence interval. */
  static boolean hasIntervals(List<Summary> rows) {
    return rows.stream().anyMatch(row -> row.medianLowMs() != null);
  }

  private static String interval(Summary row) {
    return row.medianLowMs() == null
        ? NONE
        : Figures.time(row.medianLowMs()) + " to " + Figures.time(row.medianHighMs());
  }

  private static String shots(Summary row) {
    return row.failedShots() == 0
        ? Integer.toString(row.shots())
        : "%d (%d failed)".formatted(row.shots(), row.failedShots());
  }

  private static String spread(Summary row) {
    return switch (row.shots()) {
      case 0 -> "no valid shot";
      case 1 -> "one observation";
      default -> Figures.time(row.minMs()) + " to " + Figures.time(row.maxMs());
    };
  }

  private static String orNone(@Nullable Object value) {
    return value == null ? NONE : value.toString();
  }
}

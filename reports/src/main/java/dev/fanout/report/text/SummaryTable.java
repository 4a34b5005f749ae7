package dev.fanout.report.text;

import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of all cases: one line each, the figures a reader asks for. */
public final class SummaryTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.left("model"),
          Column.right("size"),
          Column.right("chunk"),
          Column.left("client"),
          Column.left("JVM"),
          Column.right("shots"),
          Column.right("median"),
          Column.left("spread"),
          Column.right("floor"),
          Column.right("overhead"),
          Column.right("efficiency"),
          Column.right("speed-up"),
          Column.right("open"),
          Column.right("tutorial"));

  private SummaryTable() {}

  /** The table as aligned Markdown, ending in a line feed. */
  public static String of(List<Summary> rows) {
    return new MarkdownTable(COLUMNS, rows.stream().map(SummaryTable::cells).toList()).toString();
  }

  private static List<String> cells(Summary row) {
    return List.of(
        row.measured().model(),
        orDash(row.measured().size()),
        orDash(row.measured().chunk()),
        orDash(row.measured().client()),
        row.temperature().text(),
        shots(row),
        Figures.time(row.medianMs()),
        spread(row),
        Figures.time(row.floorMs()),
        Figures.time(row.overheadMs()),
        Figures.percent(row.efficiency()),
        Figures.times(row.speedup()),
        Figures.time(row.openMs()),
        Figures.time(row.publishedMs()));
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

  private static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}

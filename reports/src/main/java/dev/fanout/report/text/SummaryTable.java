package dev.fanout.report.text;

import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of all cases: one line each, the figures a reader asks for.
 *
 * <p>The column of intervals is there only where some case has one, since the usual three shots are
 * too few.
 */
public final class SummaryTable {
  private static final List<Column> BEFORE_INTERVAL =
      List.of(
          Column.left("model"),
          Column.right("size"),
          Column.right("chunk"),
          Column.left("client"),
          Column.left("JVM"),
          Column.right("shots"),
          Column.right("median"),
          Column.left("spread"));

  private static final Column INTERVAL = Column.left("95 % interval");

  private static final List<Column> AFTER_INTERVAL =
      List.of(
          Column.right("floor"),
          Column.right("overhead"),
          Column.right("efficiency"),
          Column.right("speed-up"),
          Column.right("open"),
          Column.right("tutorial"));

  private SummaryTable() {}

  /** The table as aligned Markdown, ending in a line feed. */
  public static String of(List<Summary> rows) {
    List<Column> interval = hasIntervals(rows) ? List.of(INTERVAL) : List.of();
    return new MarkdownTable(
            concat(BEFORE_INTERVAL, interval, AFTER_INTERVAL),
            rows.stream().map(row -> cells(row, !interval.isEmpty())).toList())
        .toString();
  }

  /** Whether some case has shots enough for a confidence interval. */
  static boolean hasIntervals(List<Summary> rows) {
    return rows.stream().anyMatch(row -> row.medianLowMs() != null);
  }

  private static List<String> cells(Summary row, boolean withInterval) {
    return concat(
        List.of(
            row.measured().model(),
            orDash(row.measured().size()),
            orDash(row.measured().chunk()),
            orDash(row.measured().client()),
            row.temperature().text(),
            shots(row),
            Figures.time(row.medianMs()),
            spread(row)),
        withInterval ? List.of(interval(row)) : List.of(),
        List.of(
            Figures.time(row.floorMs()),
            Figures.time(row.overheadMs()),
            Figures.percent(row.efficiency()),
            Figures.times(row.speedup()),
            Figures.time(row.openMs()),
            Figures.time(row.publishedMs())));
  }

  private static <T> List<T> concat(List<T> first, List<T> second, List<T> third) {
    return Stream.of(first, second, third).flatMap(List::stream).toList();
  }

  private static String interval(Summary row) {
    return row.medianLowMs() == null
        ? "-"
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

  private static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}

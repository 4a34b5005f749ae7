package dev.fanout.report.text;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of words and figures, for the console, for Markdown and for a page.
 *
 * @param columns their titles and what fills their cells
 * @param rows what the rows are about
 */
public record TextTable<T>(List<Column<T>> columns, List<T> rows) {
  /** What stands in a cell without a figure. */
  public static final String NONE = "-";

  /** A column; figures stand to the right. */
  public record Column<T>(String title, boolean right, Function<T, String> cell) {
    /** A column of words. */
    public static <T> Column<T> left(String title, Function<T, String> cell) {
      return new Column<>(title, false, cell);
    }

    /** A column of figures. */
    public static <T> Column<T> right(String title, Function<T, String> cell) {
      return new Column<>(title, true, cell);
    }
  }

  /** The same table without columns in which no row has a figure. */
  public TextTable<T> withoutEmptyColumns() {
    return new TextTable<>(
        columns.stream()
            .filter(column -> !rows.stream().map(column.cell()).allMatch(NONE::equals))
            .toList(),
        rows);
  }

  /** The titles of its columns. */
  public List<String> header() {
    return columns.stream().map(Column::title).toList();
  }

  /** The cells of its rows. */
  public List<List<String>> cells() {
    return rows.stream()
        .map(row -> columns.stream().map(column -> column.cell().apply(row)).toList())
        .toList();
  }

  /** The table as aligned Markdown, ending in a line feed. */
  @Override
  public String toString() {
    List<List<String>> cells =
        cells().stream()
            .map(row -> row.stream().map(cell -> cell.replace("|", "\\|")).toList())
            .toList();
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                i ->
                    Math.max(
                        columns.get(i).title().length(),
                        cells.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
            .toArray();
    String rule =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "-".repeat(widths[i] + 1) + (columns.get(i).right() ? ":" : "-"))
            .collect(Collectors.joining("|", "|", "|\n"));
    return line(header(), widths)
        + rule
        + cells.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> padded(cells.get(i), widths[i], columns.get(i).right()))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String padded(String cell, int width, boolean right) {
    String padding = " ".repeat(width - cell.length());
    return right ? padding + cell : cell + padding;
  }
}

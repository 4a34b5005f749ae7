package dev.fanout.report.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that reads well in a terminal and is Markdown.
 *
 * @param columns their titles and sides
 * @param rows a cell for each column
 */
record MarkdownTable(List<Column> columns, List<List<String>> rows) {
  /** A column; figures stand to the right. */
  record Column(String title, boolean right) {
    static Column left(String title) {
      return new Column(title, false);
    }

    static Column right(String title) {
      return new Column(title, true);
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(line(columns.stream().map(Column::title).toList()));
    text.append(
        IntStream.range(0, columns.size())
            .mapToObj(this::rule)
            .collect(Collectors.joining("|", "|", "|\n")));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private String line(List<String> cells) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> padded(cells.get(i).replace("|", "\\|"), i))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private String padded(String cell, int column) {
    String padding = " ".repeat(Math.max(0, width(column) - cell.length()));
    return columns.get(column).right() ? padding + cell : cell + padding;
  }

  private String rule(int column) {
    String dashes = "-".repeat(width(column) + 1);
    return columns.get(column).right() ? dashes + ":" : dashes + "-";
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(columns.get(column).title().length()),
            rows.stream().mapToInt(row -> row.get(column).replace("|", "\\|").length()))
        .max()
        .getAsInt();
  }
}

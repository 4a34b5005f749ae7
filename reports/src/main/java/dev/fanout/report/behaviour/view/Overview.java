package dev.fanout.report.behaviour.view;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Group;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The table that is read at a glance: a row for each model, a column for each group.
 *
 * @param groups its columns
 * @param rows the best model first
 */
public record Overview(List<Group> groups, List<Row> rows) {
  /** What is said of the numbers in its cells. */
  public static final String COUNTS =
      "11 of 12: 11 of the 12 scenarios are right, and the mark is that of the worst.";

  /** A model, and a cell for each group. */
  public record Row(String model, List<Cell> cells) {}

  /**
   * What a model did in the scenarios of a group.
   *
   * @param key the verdict's; for a style
   * @param count how many of several scenarios are right, where not all are alike; else empty
   */
  public record Cell(String key, String mark, String word, String count) {
    private static final Cell NOT_RUN = new Cell("not-run", "·", "not run", "");

    private static Cell of(List<Behaviour> rows) {
      if (rows.isEmpty()) {
        return NOT_RUN;
      }
      List<Verdict> verdicts = rows.stream().map(Behaviour::verdict).toList();
      Verdict verdict = Verdict.of(verdicts);
      String count =
          verdicts.stream().distinct().count() == 1
              ? ""
              : "%d of %d".formatted(Observations.right(rows), rows.size());
      return new Cell(verdict.key(), verdict.mark(), verdict.text(), count);
    }

    /** Whether there is a count. */
    public boolean hasCount() {
      return !count.isEmpty();
    }

    private String inWords() {
      return "%s %s%s".formatted(mark, word, count.isEmpty() ? "" : ", " + count);
    }

    private String narrow() {
      return mark + count.replace(" of ", "/");
    }
  }

  /** The table of a run. */
  public static Overview of(Observations observed) {
    List<Group> groups = observed.groups();
    List<List<Behaviour>> asked = groups.stream().map(observed::of).toList();
    return new Overview(
        groups,
        observed.models().stream()
            .map(
                model ->
                    new Row(
                        model,
                        asked.stream()
                            .map(rows -> rows.stream().filter(row -> row.label().equals(model)))
                            .map(rows -> Cell.of(rows.toList()))
                            .toList()))
            .toList());
  }

  /** With a mark and words in each cell. */
  public TextTable<Row> table() {
    return new TextTable<>(
        Stream.concat(
                Stream.of(Column.left("model", Row::model)),
                IntStream.range(0, groups.size())
                    .mapToObj(
                        i ->
                            Column.<Row>left(
                                groups.get(i).title(), row -> row.cells().get(i).inWords())))
            .toList(),
        rows);
  }

  /** What the marks of this table mean. */
  public List<String> legend() {
    List<String> used =
        rows.stream().flatMap(row -> row.cells().stream()).map(Cell::key).distinct().toList();
    return Stream.concat(
            Arrays.stream(Verdict.values())
                .filter(verdict -> used.contains(verdict.key()))
                .map(
                    verdict ->
                        "%s %s: %s".formatted(verdict.mark(), verdict.text(), verdict.means())),
            Stream.of(Cell.NOT_RUN)
                .filter(cell -> used.contains(cell.key()))
                .map(cell -> "%s %s".formatted(cell.mark(), cell.word())))
        .toList();
  }

  /** Whether some cell has a count. */
  public boolean counts() {
    return rows.stream()
        .flatMap(row -> row.cells().stream())
        .anyMatch(cell -> !cell.count().isEmpty());
  }

  /** With marks alone, so that it fits a terminal; its titles stand in several lines. */
  public String narrow() {
    List<List<String>> titles = groups.stream().map(Overview::broken).toList();
    int height = titles.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> head =
        IntStream.range(0, height)
            .mapToObj(
                line ->
                    Stream.concat(
                            Stream.of(line == height - 1 ? "model" : ""),
                            titles.stream().map(title -> line(title, line - height + title.size())))
                        .toList())
            .toList();
    Stream<List<String>> body =
        rows.stream()
            .map(
                row ->
                    Stream.concat(Stream.of(row.model()), row.cells().stream().map(Cell::narrow))
                        .toList());
    return aligned(Stream.concat(head.stream(), body).toList());
  }

  private static String line(List<String> title, int line) {
    return line < 0 ? "" : title.get(line);
  }

  private static List<String> broken(Group group) {
    return List.of(
        group
            .heading()
            .replace(Group.SOFT_HYPHEN, "-")
            .replace("-", "-\n")
            .replace(' ', '\n')
            .split("\n"));
  }

  private static String aligned(List<List<String>> lines) {
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    var text = new StringBuilder();
    for (List<String> line : lines) {
      var padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        padded.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 1);
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}

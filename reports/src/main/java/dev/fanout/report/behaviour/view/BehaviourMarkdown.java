package dev.fanout.report.behaviour.view;

import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The part of report.md that is about what models did. */
public final class BehaviourMarkdown {
  private final String border;

  private BehaviourMarkdown(String border) {
    this.border = border;
  }

  /**
   * The overview, and a section for each group.
   *
   * @param border stands before and after each line of code
   */
  public static String of(Observations observed, String border) {
    if (observed.rows().isEmpty()) {
      return "";
    }
    Overview overview = Overview.of(observed);
    var markdown = new BehaviourMarkdown(border);
    return "%s\n%s%s\n\n%s"
        .formatted(
            overview.table(),
            overview.legend().stream().map("- %s\n"::formatted).collect(Collectors.joining()),
            overview.counts() ? "- " + Overview.COUNTS : "",
            GroupSection.of(observed).stream()
                .map(markdown::section)
                .collect(Collectors.joining()));
  }

  private String section(GroupSection section) {
    var text = new StringBuilder();
    text.append(
        "## In detail: %s\n\n%s\n\n".formatted(section.group().title(), section.group().asks()));
    section
        .scenarios()
        .forEach(
            scenario ->
                text.append(
                    "- Scenario %s: %s\n".formatted(quoted(scenario.key()), scenario.happens())));
    text.append('\n');
    if (!section.notOffered().isEmpty()) {
      text.append("Not offered by: %s.\n\n".formatted(section.notOffered()));
    }
    List<GroupSection.Row> rows = section.rows();
    if (section.several()) {
      rows = rows.stream().filter(row -> row.verdict() != Verdict.RIGHT).toList();
      text.append(
          "%s%s\n\n".formatted(section.count(), rows.isEmpty() ? "." : "; what is not right:"));
    }
    return text.append(rows.isEmpty() ? "" : table(section, rows) + "\n").toString();
  }

  private TextTable<GroupSection.Row> table(GroupSection section, List<GroupSection.Row> rows) {
    var columns = new ArrayList<Column<GroupSection.Row>>();
    columns.add(Column.left("model", GroupSection.Row::model));
    if (section.several()) {
      columns.add(Column.left("scenario", GroupSection.Row::scenario));
    }
    columns.add(
        Column.left(
            "verdict", row -> "%s %s".formatted(row.verdict().mark(), row.verdict().text())));
    columns.add(Column.left("what it did", GroupSection.Row::says));
    columns.add(Column.left("line of code", this::code));
    IntStream.range(0, section.figures().size())
        .forEach(
            i -> columns.add(Column.right(section.figures().get(i), row -> row.figures().get(i))));
    return new TextTable<>(columns, rows).withoutEmptyColumns();
  }

  private String code(GroupSection.Row row) {
    return row.code().isEmpty() ? TextTable.NONE : quoted(row.code());
  }

  private String quoted(String code) {
    return border + code.replace('`', '\'') + border;
  }
}

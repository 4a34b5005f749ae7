package dev.fanout.report.behaviour.view;

import static java.util.stream.Collectors.joining;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Group;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.text.Figures;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What was asked of each model in a group of scenarios, and what each did.
 *
 * @param scenarios what happens in each
 * @param figures the titles of the columns beside the words
 * @param rows a model and scenario each, without those that are not offered
 * @param notOffered who offers none of it; empty if all do
 */
public record GroupSection(
    Group group,
    List<Scenario> scenarios,
    List<String> figures,
    List<Row> rows,
    String notOffered) {

  /** Those that the sentence of a row does not tell. */
  private static final Set<Figure> SHOWN =
      EnumSet.of(
          Figure.RETURNED_MS,
          Figure.LATE_MS,
          Figure.STILL_RUNNING,
          Figure.THREADS_LEFT,
          Figure.CONNECTIONS_LEFT,
          Figure.FILES_LEFT,
          Figure.PROCESSES_LEFT,
          Figure.MEMORY_KB);

  /** What a model did in a scenario, as text. */
  public record Row(Behaviour of, String model, String code, List<String> figures) {
    /** In which scenario. */
    public String scenario() {
      return of.scenario().key();
    }

    /** How it compares with what was asked. */
    public Verdict verdict() {
      return of.verdict();
    }

    /** What it did, in a sentence. */
    public String says() {
      return of.says();
    }
  }

  /** A section for each group that was observed. */
  public static List<GroupSection> of(Observations observed) {
    return observed.groups().stream().map(group -> of(group, observed.of(group))).toList();
  }

  private static GroupSection of(Group group, List<Behaviour> all) {
    List<Behaviour> offered = all.stream().filter(row -> !isNotOffered(row)).toList();
    List<Figure> figures =
        SHOWN.stream()
            .filter(figure -> offered.stream().anyMatch(row -> row.figures().containsKey(figure)))
            .toList();
    return new GroupSection(
        group,
        all.stream().map(Behaviour::scenario).distinct().sorted().toList(),
        figures.stream().map(GroupSection::title).toList(),
        offered.stream().map(row -> row(row, figures)).toList(),
        notOffered(all));
  }

  private static Row row(Behaviour row, List<Figure> figures) {
    return new Row(
        row,
        row.label(),
        Objects.requireNonNullElse(row.code(), ""),
        figures.stream()
            .map(figure -> Figures.of(figure.unit(), row.figures().get(figure)))
            .toList());
  }

  private static String title(Figure figure) {
    return switch (figure) {
      case RETURNED_MS -> "returned after";
      case LATE_MS -> "late by";
      case MEMORY_KB -> "memory";
      default -> figure.column().replace('_', ' ');
    };
  }

  private static boolean isNotOffered(Behaviour row) {
    return row.verdict() == Verdict.NOT_OFFERED;
  }

  /** In one line, with the scenarios where a model offers others of them. */
  private static String notOffered(List<Behaviour> all) {
    return all.stream()
        .filter(GroupSection::isNotOffered)
        .map(Behaviour::label)
        .distinct()
        .map(model -> named(model, all.stream().filter(row -> row.label().equals(model)).toList()))
        .collect(joining(", "));
  }

  private static String named(String model, List<Behaviour> rows) {
    List<String> not =
        rows.stream().filter(GroupSection::isNotOffered).map(row -> row.scenario().key()).toList();
    return not.size() == rows.size() ? model : "%s (%s)".formatted(model, String.join(", ", not));
  }

  /** Whether there are several scenarios, so that a row must name its own. */
  public boolean several() {
    return scenarios.size() > 1;
  }

  /** Its heading: a few words with a capital letter. */
  public String title() {
    String title = group.title();
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  /** Whether some model offers none, or not all, of it. */
  public boolean hasNotOffered() {
    return !notOffered.isEmpty();
  }

  /** Whether some model offers it. */
  public boolean hasRows() {
    return !rows.isEmpty();
  }

  /** How many rows are right, and how many there are. */
  public String count() {
    long right = rows.stream().filter(row -> row.verdict() == Verdict.RIGHT).count();
    return "%d of %s are right".formatted(right, Figures.count(rows.size(), "row"));
  }
}

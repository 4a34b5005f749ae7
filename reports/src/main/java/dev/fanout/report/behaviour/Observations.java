package dev.fanout.report.behaviour;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all models of a run did.
 *
 * @param rows one for each model and scenario that was observed
 */
public record Observations(List<Behaviour> rows) {
  /** Copies the rows. */
  public Observations {
    rows = List.copyOf(rows);
  }

  /** The models, by their labels; those that were right most often first. */
  public List<String> models() {
    return rows.stream()
        .map(Behaviour::label)
        .distinct()
        .sorted(
            comparingLong((String model) -> right(of(model)))
                .reversed()
                .thenComparing(comparing(model -> model)))
        .toList();
  }

  /** What was asked of some model. */
  public List<Group> groups() {
    return Arrays.stream(Group.values()).filter(group -> !of(group).isEmpty()).toList();
  }

  /** All rows of a model. */
  public List<Behaviour> of(String model) {
    return filtered(rows.stream(), model);
  }

  /** All rows of a group: the best model first, its scenarios in their order. */
  public List<Behaviour> of(Group group) {
    List<Behaviour> asked = rows.stream().filter(row -> row.scenario().group() == group).toList();
    return models().stream()
        .flatMap(
            model ->
                filtered(asked.stream(), model).stream().sorted(comparing(Behaviour::scenario)))
        .toList();
  }

  private static List<Behaviour> filtered(Stream<Behaviour> rows, String model) {
    return rows.filter(row -> row.label().equals(model)).toList();
  }

  /** How many of some rows are right. */
  public static long right(List<Behaviour> rows) {
    return rows.stream().filter(row -> row.verdict() == Verdict.RIGHT).count();
  }
}

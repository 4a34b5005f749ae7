package dev.fanout.report.text;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the measurements say, in a few plain sentences. */
public final class Verdict {
  private static final int MOST_NAMES = 3;
  private static final int MOST_GROUPS = 4;

  private static final Comparator<Case> LARGEST_FIRST =
      comparingInt(Case::requests)
          .thenComparingLong(Case::delayMs)
          .thenComparing(Case::handlers, nullsLast(naturalOrder()))
          .reversed();

  private Verdict() {}

  /** The sentences, the most important first; never empty. */
  public static List<String> of(List<Summary> rows) {
    List<List<Summary>> groups = comparable(rows);
    if (groups.isEmpty()) {
      return List.of("No case has a valid shot, so there is nothing to compare.");
    }
    return groups.size() == 1 ? ofOne(groups.getFirst()) : ofSeveral(groups);
  }

  /** The same as text: a paragraph for each work and server. */
  public static List<String> paragraphs(List<Summary> rows) {
    List<String> sentences = of(rows);
    return comparable(rows).size() > 1 ? sentences : List.of(String.join(" ", sentences));
  }

  private static List<String> ofOne(List<Summary> rows) {
    Summary fastest = fastest(rows);
    var sentences = new ArrayList<String>();
    sentences.add(winner(fastest, Figures.count(fastest.measured().requests(), "request")));
    tied(fastest, rows).ifPresent(sentences::add);
    otherTemperature(fastest, rows).ifPresent(sentences::add);
    return sentences;
  }

  private static List<String> ofSeveral(List<List<Summary>> groups) {
    var sentences = new ArrayList<String>();
    for (List<Summary> rows : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
      Summary fastest = fastest(rows);
      Case work = fastest.measured();
      String requests =
          "%s of %s".formatted(Figures.count(work.requests(), "request"), WorkText.delay(work));
      sentences.add(
          winner(fastest, requests) + tied(fastest, rows).map(text -> " " + text).orElse(""));
    }
    if (groups.size() > MOST_GROUPS) {
      sentences.add(
          "For %s of work and server, see the table."
              .formatted(Figures.count(groups.size() - MOST_GROUPS, "more combination")));
    }
    return sentences;
  }

  /**
   * The rows with a median, in groups of the same work on the same server: the most requests, the
   * longest delay and the server without a limit first.
   */
  private static List<List<Summary>> comparable(List<Summary> rows) {
    return List.copyOf(
        rows.stream()
            .filter(row -> row.medianMs() != null)
            .sorted(comparing(Summary::measured, LARGEST_FIRST))
            .collect(groupingBy(row -> row.measured().against(), LinkedHashMap::new, toList()))
            .values());
  }

  private static Summary fastest(List<Summary> rows) {
    return rows.stream().min(comparingDouble(Verdict::median)).orElseThrow();
  }

  private static String winner(Summary row, String requests) {
    String speedup =
        row.speedup() == null || row.measured().model().equals("serial")
            ? ""
            : ", %s as fast as serial"
                .formatted(Figures.times(row.speedup()).replace("x", " times"));
    return "%s finished %s in %s (%s)%s%s."
        .formatted(
            row.label(),
            requests,
            Figures.time(row.medianMs()),
            row.shots() == 1 ? "one observation" : "median of " + row.shots(),
            speedup,
            row.overheadMs() == null ? "" : (speedup.isEmpty() ? ", " : " and ") + aboveFloor(row));
  }

  /** Shots that overlap decide nothing, so the winner's lead over those rows is not claimed. */
  private static Optional<String> tied(Summary fastest, List<Summary> measured) {
    List<String> names =
        measured.stream()
            .filter(row -> !row.equals(fastest) && row.shots() > 1 && fastest.shots() > 1)
            .filter(row -> !row.isApartFrom(fastest))
            .map(row -> "%s (%s)".formatted(row.label(), Figures.time(row.medianMs())))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Its shots overlap with those of %s: they do not show which is faster."
                .formatted(Figures.first(MOST_NAMES, names, " and of ", " and of ")));
  }

  private static Optional<String> otherTemperature(Summary fastest, List<Summary> measured) {
    return measured.stream()
        .filter(row -> row.measured().equals(fastest.measured()) && !row.equals(fastest))
        .findFirst()
        .map(
            row ->
                "%s JVM it took %s%s."
                    .formatted(
                        switch (row.temperature()) {
                          case COLD -> "In a fresh";
                          case WARM -> "In a warmed-up";
                        },
                        Figures.time(row.medianMs()),
                        row.overheadMs() == null ? "" : ", " + aboveFloor(row)));
  }

  private static String aboveFloor(Summary row) {
    return "%s above the least time possible".formatted(Figures.time(row.overheadMs()));
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }
}

package dev.fanout.report.text;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Apart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the measurements say, in two or three plain sentences. */
public final class Verdict {
  private static final int MOST_NAMES = 3;

  private Verdict() {}

  /** The sentences, the most important first; never empty. */
  public static List<String> of(List<Summary> rows) {
    List<Summary> measured = ofOneWorkload(rows);
    Optional<Summary> fastest = measured.stream().min(Comparator.comparingDouble(Verdict::median));
    if (fastest.isEmpty()) {
      return List.of("No case has a valid shot, so there is nothing to compare.");
    }
    var sentences = new ArrayList<String>();
    sentences.add(winner(fastest.get()));
    tied(fastest.get(), measured).ifPresent(sentences::add);
    otherTemperature(fastest.get(), measured).ifPresent(sentences::add);
    return sentences;
  }

  /** The rows with a median; where there are several workloads, those of the largest. */
  private static List<Summary> ofOneWorkload(List<Summary> rows) {
    List<Summary> measured = rows.stream().filter(row -> row.medianMs() != null).toList();
    Optional<Case> largest =
        measured.stream()
            .map(Summary::measured)
            .max(Comparator.comparingInt(Case::requests).thenComparingLong(Case::delayMs));
    return measured.stream()
        .filter(row -> largest.map(row.measured()::hasWorkloadOf).orElse(false))
        .toList();
  }

  private static String winner(Summary row) {
    String speedup =
        row.speedup() == null || row.measured().model().equals("serial")
            ? ""
            : ", %s as fast as serial"
                .formatted(Figures.times(row.speedup()).replace("x", " times"));
    return "%s finished %s in %s (%s)%s and %s above the least time possible."
        .formatted(
            row.label(),
            Figures.count(row.measured().requests(), "request"),
            Figures.time(row.medianMs()),
            row.shots() == 1 ? "one observation" : "median of " + row.shots(),
            speedup,
            Figures.time(row.overheadMs()));
  }

  /** Shots that overlap decide nothing, so the winner's lead over those rows is not claimed. */
  private static Optional<String> tied(Summary fastest, List<Summary> measured) {
    List<String> names =
        measured.stream()
            .filter(row -> !row.equals(fastest) && row.shots() > 1 && fastest.shots() > 1)
            .filter(row -> !Apart.are(row, fastest))
            .map(row -> "%s (%s)".formatted(row.label(), Figures.time(row.medianMs())))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Its shots overlap with those of %s%s: they do not tell which is faster."
                .formatted(
                    names.stream().limit(MOST_NAMES).collect(Collectors.joining(" and of ")),
                    names.size() > MOST_NAMES
                        ? " and of %d more".formatted(names.size() - MOST_NAMES)
                        : ""));
  }

  private static Optional<String> otherTemperature(Summary fastest, List<Summary> measured) {
    return measured.stream()
        .filter(row -> row.measured().equals(fastest.measured()) && !row.equals(fastest))
        .findFirst()
        .map(
            row ->
                "%s JVM it took %s, %s above the least time possible."
                    .formatted(
                        switch (row.temperature()) {
                          case COLD -> "In a fresh";
                          case WARM -> "In a warmed-up";
                        },
                        Figures.time(row.medianMs()),
                        Figures.time(row.overheadMs())));
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }
}

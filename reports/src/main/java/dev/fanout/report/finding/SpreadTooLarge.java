package dev.fanout.report.finding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Apart;
import dev.fanout.report.text.Figures;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A winner whose shots overlap with those of another case, by the rule of {@link Apart}.
 *
 * <p>The comparison that a report makes is that of the fastest case with each other one of the same
 * work, server and temperature. It is a note, since models that are equally good are no fault; it
 * is a warning once a spread exceeds 5 % of its median, since then the shots disagree among
 * themselves.
 */
final class SpreadTooLarge implements Finder {
  private static final double UNSTEADY = 0.05;
  private static final int MOST_NAMES = 3;
  private static final int MORE = 4;

  /** Cases that can be compared. */
  private record Group(Map<Parameter, Object> against, Temperature temperature) {
    static Group of(Summary row) {
      return new Group(row.measured().against(), row.temperature());
    }
  }

  @Override
  public Stream<Finding> find(Measurements measurements) {
    Map<Group, List<Summary>> groups =
        measurements.summaries().stream()
            .filter(row -> row.shots() > 1)
            .filter(row -> !row.measured().boundByServer()) // equal times are what that means
            .collect(groupingBy(Group::of, LinkedHashMap::new, toList()));
    return groups.values().stream()
        .map(group -> find(group, measurements))
        .flatMap(Optional::stream);
  }

  private static Optional<Finding> find(List<Summary> group, Measurements measurements) {
    Summary fastest =
        group.stream().min(Comparator.comparingDouble(SpreadTooLarge::median)).orElseThrow();
    List<Summary> undecided =
        group.stream()
            .filter(row -> !row.equals(fastest))
            .filter(row -> !Apart.are(row, fastest))
            .toList();
    if (undecided.isEmpty()) {
      return Optional.empty();
    }
    List<Summary> compared = Stream.concat(Stream.of(fastest), undecided.stream()).toList();
    boolean unsteady = compared.stream().anyMatch(row -> spreadMs(row) > UNSTEADY * median(row));
    return Optional.of(
        new Finding(
            "spread-too-large",
            unsteady ? Severity.WARNING : Severity.NOTE,
            measurements.name(fastest),
            "It leads %s%s at the median, but their shots overlap; the widest spread is %s."
                .formatted(
                    undecided.stream()
                        .limit(MOST_NAMES)
                        .map(
                            row ->
                                "%s (%s)"
                                    .formatted(
                                        measurements.name(row),
                                        Figures.time(median(row) - median(fastest))))
                        .collect(Collectors.joining(" and ")),
                    undecided.size() > MOST_NAMES
                        ? " and %d more".formatted(undecided.size() - MOST_NAMES)
                        : "",
                    Figures.time(
                        compared.stream().mapToDouble(SpreadTooLarge::spreadMs).max().orElse(0))),
            "These shots do not show which of them is faster; measured again, the order may be"
                + " another.",
            "Measure more rounds, such as --rounds %d, or take them as equally fast."
                .formatted(MORE * compared.stream().mapToInt(Summary::shots).max().orElse(1))));
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }

  private static double spreadMs(Summary row) {
    return Objects.requireNonNull(row.maxMs()) - Objects.requireNonNull(row.minMs());
  }
}

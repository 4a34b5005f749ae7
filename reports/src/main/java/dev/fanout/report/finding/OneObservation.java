package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cases with a single valid shot, named together. */
final class OneObservation implements Finder {
  private static final int MOST_NAMES = 6;

  @Override
  public Stream<Finding> find(Measurements measurements) {
    List<String> cases =
        measurements.summaries().stream()
            .filter(row -> row.shots() == 1)
            .map(measurements::name)
            .toList();
    if (cases.isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "one-observation",
            Severity.NOTE,
            "the run",
            "%s one valid shot: %s%s."
                .formatted(
                    cases.size() == 1
                        ? "1 case has"
                        : "Each of %d cases has".formatted(cases.size()),
                    cases.stream().limit(MOST_NAMES).collect(Collectors.joining("; ")),
                    cases.size() > MOST_NAMES
                        ? "; and %d more".formatted(cases.size() - MOST_NAMES)
                        : ""),
            "No spread can be given, and a chance disturbance would go unnoticed.",
            "Measure more rounds, such as --rounds 3, where a difference of some percent"
                + " matters."));
  }
}

package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Shot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Valid shots of which some requests are not known, while some requests of the run are. */
final class MissingRequests implements Finder {
  private static final int NAMED = 3;

  @Override
  public Stream<Finding> find(Measurements measurements) {
    List<Shot> shots = measurements.shots();
    List<Shot> lacking =
        shots.stream()
            .filter(Shot::valid)
            .filter(shot -> measurements.requests(shot).size() < shot.measured().requests())
            .toList();
    boolean none = shots.stream().allMatch(shot -> measurements.requests(shot).isEmpty());
    if (lacking.isEmpty() || none) {
      return Stream.empty();
    }
    String named =
        lacking.stream()
            .limit(NAMED)
            .map(
                shot ->
                    "%s has %d of %d"
                        .formatted(
                            shot.key(),
                            measurements.requests(shot).size(),
                            shot.measured().requests()))
            .collect(Collectors.joining("; "));
    int others = lacking.size() - NAMED;
    return Stream.of(
        new Finding(
            "missing-requests",
            Severity.WARNING,
            "requests.csv",
            "Valid shots lack requests: %s%s."
                .formatted(named, others > 0 ? "; and %d more".formatted(others) : ""),
            "Charts of single requests and the check for a hidden cap know only a part of them.",
            "Copy requests.csv again from where it was measured, or measure again."));
  }
}

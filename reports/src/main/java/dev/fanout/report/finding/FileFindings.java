package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.stream.Stream;

/** What the files of a run do not hold. */
final class FileFindings {
  private static final int NAMED = 3;

  private FileFindings() {}

  /** Files that end in the middle of a row. */
  static Stream<Finding> cutShort(Measurements measurements) {
    return measurements.linesLeftOut().entrySet().stream()
        .map(
            file ->
                new Finding(
                    "cut-short-file",
                    Severity.WARNING,
                    file.getKey(),
                    "The file ends in the middle of a row; %s left out after its last complete row."
                        .formatted(
                            Figures.count(file.getValue(), "line")
                                + (file.getValue() == 1 ? " is" : " are")),
                    "The program that wrote it was killed, or the disk was full. What came last is"
                        + " not in this report.",
                    "Measure again if you need what is missing."));
  }

  /** Valid shots of which some requests are not known, while some requests of the run are. */
  static Stream<Finding> missingRequests(Measurements measurements) {
    List<Shot> lacking =
        measurements.shots().stream()
            .filter(Shot::valid)
            .filter(shot -> measurements.requests(shot).size() < shot.measured().requests())
            .toList();
    if (lacking.isEmpty() || hasNoRequests(measurements)) {
      return Stream.empty();
    }
    List<String> named =
        lacking.stream()
            .map(
                shot ->
                    "%s has %d of %d"
                        .formatted(
                            shot.key(),
                            measurements.requests(shot).size(),
                            shot.measured().requests()))
            .toList();
    return Stream.of(
        new Finding(
            "missing-requests",
            Severity.WARNING,
            "requests.csv",
            "Valid shots lack requests: %s.".formatted(Figures.first(NAMED, named, "; ", "; and ")),
            "Charts of single requests and the check for a hidden cap use only the requests that"
                + " are in the file.",
            "Copy requests.csv again from where it was measured, or measure again."));
  }

  /** Valid shots, and not one request of any of them. */
  static Stream<Finding> noRequestTimes(Measurements measurements) {
    if (measurements.shots().stream().noneMatch(Shot::valid) || !hasNoRequests(measurements)) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "no-request-times",
            Severity.NOTE,
            "requests.csv",
            "The file is missing, or holds no request of these shots.",
            "Charts of single requests are left out, and only the server's count can show a hidden"
                + " cap.",
            "Keep requests.csv beside shots.csv when you copy a run folder."));
  }

  private static boolean hasNoRequests(Measurements measurements) {
    return measurements.shots().stream().allMatch(shot -> measurements.requests(shot).isEmpty());
  }
}

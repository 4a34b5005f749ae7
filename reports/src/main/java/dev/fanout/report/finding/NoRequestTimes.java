package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Shot;
import java.util.stream.Stream;

/** Valid shots, and not one request of any of them. */
final class NoRequestTimes implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    boolean any = measurements.shots().stream().anyMatch(Shot::valid);
    boolean none =
        measurements.shots().stream().allMatch(shot -> measurements.requests(shot).isEmpty());
    if (!any || !none) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "no-request-times",
            Severity.NOTE,
            "requests.csv",
            "The file is missing, or holds no request of these shots.",
            "Charts of single requests are left out, and a hidden cap is told by the server's count"
                + " alone.",
            "Keep requests.csv beside shots.csv when a run folder is copied."));
  }
}

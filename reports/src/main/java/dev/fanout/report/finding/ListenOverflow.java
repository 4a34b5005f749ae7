package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Shots, valid or not, during which the kernel dropped connections at a full listen queue. */
final class ListenOverflow implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream().flatMap(row -> find(row, measurements));
  }

  private static Stream<Finding> find(Summary row, Measurements measurements) {
    List<Shot> shots = measurements.shots(row);
    List<Integer> drops =
        shots.stream()
            .map(shot -> shot.count(Metric.LISTEN_OVERFLOWS))
            .filter(Objects::nonNull)
            .filter(count -> count > 0)
            .toList();
    if (drops.isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "listen-overflow",
            Severity.WARNING,
            measurements.name(row),
            "The kernel dropped %s at a full listen queue, in %d of %s."
                .formatted(
                    Figures.count(drops.stream().mapToInt(Integer::intValue).sum(), "connection"),
                    drops.size(),
                    Figures.count(shots.size(), "shot")),
            "A client tries a dropped connection again after a second or more, so whole seconds of"
                + " the wall time may be the queue's.",
            "Raise net.core.somaxconn and the accept queue of the server, or send fewer requests at"
                + " once."));
  }
}

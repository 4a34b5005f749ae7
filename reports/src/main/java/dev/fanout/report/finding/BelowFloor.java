package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Valid shots that took less than the least time possible. */
final class BelowFloor implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream().flatMap(row -> find(row, measurements));
  }

  private static Stream<Finding> find(Summary row, Measurements measurements) {
    Double floor = row.floorMs();
    if (floor == null) {
      return Stream.empty();
    }
    List<Double> overheads =
        measurements.validShots(row).stream()
            .map(shot -> Objects.requireNonNull(shot.elapsedMs()) - floor)
            .toList();
    return overheads.stream()
        .filter(overhead -> overhead < 0)
        .min(Double::compare)
        .map(
            least ->
                new Finding(
                    "below-floor",
                    Severity.WARNING,
                    measurements.name(row),
                    "%d of %s took less than the floor of %s, the shortest by %s."
                        .formatted(
                            overheads.stream().filter(overhead -> overhead < 0).count(),
                            Figures.count(overheads.size(), "valid shot"),
                            Figures.time(floor),
                            Figures.time(-least)),
                    "No machine can be that fast: clock, delay or floor is wrong, and every figure"
                        + " of the case with it.",
                    "Check that the server keeps its delay, then the model's floor."))
        .stream();
  }
}

package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Shots that do not count, since a process stood still while they were fired. */
final class StoodStill implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream().flatMap(row -> find(row, measurements));
  }

  private static Stream<Finding> find(Summary row, Measurements measurements) {
    List<Shot> shots = measurements.shots(row);
    List<StandStill> stood = shots.stream().map(Shot::stoodStill).filter(Objects::nonNull).toList();
    return stood.stream()
        .max(Comparator.comparingDouble(StandStill::ms))
        .map(
            longest ->
                new Finding(
                    "stood-still",
                    Severity.WARNING,
                    measurements.name(row),
                    "A process stood still in %d of %s. For the longest time: %s, %s."
                        .formatted(
                            stood.size(),
                            Figures.count(shots.size(), "shot"),
                            longest.process(),
                            Figures.time(longest.ms())),
                    "Nothing ran in that process meanwhile. The time would be added to the wall"
                        + " time of the model, so these shots do not count.",
                    "Measure again, and let nothing stop the processes: no Ctrl-Z, no debugger, no"
                        + " pause of the virtual machine."))
        .stream();
  }
}

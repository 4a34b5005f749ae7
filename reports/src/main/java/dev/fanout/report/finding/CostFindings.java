package dev.fanout.report.finding;

import static java.util.stream.Collectors.groupingBy;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be said of what the shots cost. */
final class CostFindings {
  private CostFindings() {}

  /** Valid shots in which a virtual thread kept its carrier while it waited. */
  static Optional<Finding> pinned(Summary row, Measurements measurements) {
    List<Shot> valid = measurements.validShots(row);
    List<Shot> pinned =
        valid.stream()
            .filter(shot -> Objects.requireNonNullElse(shot.value(Metric.PINNED), 0.0) > 0)
            .toList();
    if (pinned.isEmpty()) {
      return Optional.empty();
    }
    double times = pinned.stream().mapToDouble(shot -> shot.values().get(Metric.PINNED)).sum();
    String where =
        pinned.stream()
            .flatMap(shot -> Stream.ofNullable(shot.notes().pinnedAt()))
            .findFirst()
            .map(at -> " The first was at %s.".formatted(at))
            .orElse("");
    return Optional.of(
        new Finding(
            "pinned",
            Severity.NOTE,
            measurements.name(row),
            "Virtual threads were pinned for 1 ms or longer %s, in %d of %s.%s"
                .formatted(
                    Figures.count((int) times, "time"),
                    pinned.size(),
                    Figures.count(valid.size(), "shot"),
                    where),
            "A pinned virtual thread keeps a platform thread while it waits, so fewer of the"
                + " others can go on. In a cold JVM many wait for a class that another thread is"
                + " just loading.",
            "Look at the line that is named. If warm shots have this finding too, avoid blocking"
                + " calls in native code and in the initialization of classes."));
  }

  /** What calls left running after they were closed, a finding for each case and temperature. */
  static Optional<Finding> leftBehind(Summary row, Measurements measurements) {
    List<Shot> shots = measurements.validShots(row);
    List<String> left =
        shots.stream().flatMap(shot -> Stream.ofNullable(shot.notes().leftBehind())).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "left-behind",
                Severity.NOTE,
                measurements.name(row),
                "Closing did not end everything: %s (%d of %s)."
                    .formatted(left.getFirst(), left.size(), Figures.count(shots.size(), "shot")),
                "What was measured is valid. In a program that lives longer, each object that is"
                    + " closed like this would leave as much behind.",
                "Let the method close of your class end what its constructor and its calls have"
                    + " started."));
  }

  /** What could not be measured, a finding for each reason. */
  static Stream<Finding> notMeasured(Measurements measurements) {
    List<Shot> shots = measurements.shots();
    Map<String, List<Shot>> reasons =
        shots.stream()
            .filter(shot -> shot.notes().notMeasured() != null)
            .collect(
                groupingBy(
                    shot -> Objects.requireNonNull(shot.notes().notMeasured()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return reasons.entrySet().stream()
        .map(
            reason ->
                new Finding(
                    "not-measured",
                    Severity.NOTE,
                    "the run",
                    "Some costs of %d of %s are not known: %s."
                        .formatted(
                            reason.getValue().size(),
                            Figures.count(shots.size(), "shot"),
                            reason.getKey()),
                    "Their columns are empty. Wall times and validity of the shots do not depend"
                        + " on them.",
                    "If you need them, measure where nothing prevents it: on Linux, with a JDK that"
                        + " has the module jdk.jfr."));
  }
}

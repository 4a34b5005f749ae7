package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Shots during which 90 % or more of the CPU time that the run may use was busy. */
final class CpuSaturated implements Finder {
  private static final double SATURATED = 0.9;

  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream().flatMap(row -> find(row, measurements));
  }

  private static Stream<Finding> find(Summary row, Measurements measurements) {
    boolean isWork = !Parameter.CPU_MS.isUsual(row.measured().value(Parameter.CPU_MS));
    List<Shot> shots = measurements.shots(row);
    List<Double> busy =
        shots.stream()
            .map(shot -> shot.value(Metric.CPU_BUSY))
            .filter(Objects::nonNull)
            .filter(share -> share >= SATURATED)
            .toList();
    return busy.stream()
        .max(Double::compare)
        .map(
            most ->
                new Finding(
                    "cpu-saturated",
                    isWork ? Severity.NOTE : Severity.WARNING,
                    measurements.name(row),
                    "The cores were up to %s busy during the fan-out, in %d of %s."
                        .formatted(
                            Figures.percent(most),
                            busy.size(),
                            Figures.count(shots.size(), "shot")),
                    isWork
                        ? "The answers cost CPU time, so that is the work itself; but what else"
                            + " ran, such as the slow server, took its share of the cores."
                        : "The wall time is that of a machine at its limit, shared with whatever"
                            + " else ran on it, such as the slow server, and not of the model"
                            + " alone.",
                    isWork
                        ? "Set the overhead against that of the other cases, or put the server on a"
                            + " machine of its own."
                        : "Send fewer requests, use a longer delay, or put the server on a machine"
                            + " of its own."))
        .stream();
  }
}

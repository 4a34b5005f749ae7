package dev.fanout.report.finding;

import static java.util.Comparator.comparingDouble;

import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine did to the figures. */
final class MachineFindings {
  private static final double SATURATED = 0.9;
  private static final double HALF = 0.5;
  private static final double BUSY_PER_CORE = 0.5;
  private static final double QUIET = 0.3; // of the cores, the shot itself included

  private MachineFindings() {}

  /** Shots that do not count, since a process stood still while they were fired. */
  static Optional<Finding> stoodStill(Summary row, Measurements measurements) {
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
                        + " pause of the virtual machine."));
  }

  /** Shots, valid or not, during which the kernel dropped connections at a full listen queue. */
  static Optional<Finding> listenOverflow(Summary row, Measurements measurements) {
    List<Shot> shots = measurements.shots(row);
    List<Integer> drops =
        shots.stream()
            .map(shot -> shot.count(Metric.LISTEN_OVERFLOWS))
            .filter(Objects::nonNull)
            .filter(count -> count > 0)
            .toList();
    return drops.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "listen-overflow",
                Severity.WARNING,
                measurements.name(row),
                "The kernel dropped %s at a full listen queue, in %d of %s."
                    .formatted(
                        Figures.count(
                            drops.stream().mapToInt(Integer::intValue).sum(), "connection"),
                        drops.size(),
                        Figures.count(shots.size(), "shot")),
                "A client tries a dropped connection again after a second or more. So whole seconds"
                    + " of the wall time may come from the queue.",
                "Raise net.core.somaxconn and the accept queue of the server, or send fewer"
                    + " requests at once."));
  }

  /** Shots during which 90 % or more of the CPU time that the run may use was busy. */
  static Optional<Finding> cpuSaturated(Summary row, Measurements measurements) {
    boolean isStream = row.measured().isStream();
    boolean isWork = !Parameter.CPU_MS.isUsual(row.measured().value(Parameter.CPU_MS));
    List<Shot> shots = measurements.shots(row);
    List<Shot> busy = shots.stream().filter(shot -> busy(shot) >= SATURATED).toList();
    return busy.stream()
        .max(comparingDouble(MachineFindings::busy))
        .map(
            busiest -> {
              Optional<Double> own =
                  ofRun(busiest, measurements).filter(share -> share < HALF * busy(busiest));
              return new Finding(
                  "cpu-saturated",
                  isWork ? Severity.NOTE : Severity.WARNING,
                  measurements.name(row),
                  "The cores were up to %s busy during the fan-out, in %d of %s.%s"
                      .formatted(
                          Figures.percent(busy(busiest)),
                          busy.size(),
                          Figures.count(shots.size(), "shot"),
                          own.map(Figures::percent)
                              .map(
                                  " The model and the slow server used %s, other programs the rest."
                                      ::formatted)
                              .orElse("")),
                  isWork
                      ? "Each answer costs CPU time, so busy cores are part of the work. But other"
                          + " programs, such as the slow server, used the same cores."
                      : (isStream ? "The response times are those" : "The wall time is that")
                          + " of a machine at its limit, shared with all other programs on it, such"
                          + (isStream
                              ? " as the slow server. They do not show the model alone."
                              : " as the slow server. It does not show the model alone."),
                  own.isPresent()
                      ? "Measure again with nothing else running."
                      : isWork
                          ? "Compare the overhead with that of the other cases, or run the server"
                              + " on a machine of its own."
                          : "Send fewer requests, use a longer delay, or run the server on a"
                              + " machine of its own.");
            });
  }

  private static double busy(Shot shot) {
    return Objects.requireNonNullElse(shot.value(Metric.CPU_BUSY), 0.0);
  }

  /** The share of the cores that the measured side and the slow server used; empty if unknown. */
  private static Optional<Double> ofRun(Shot shot, Measurements measurements) {
    Machine machine = measurements.environment().machine();
    Double elapsedMs = shot.elapsedMs();
    List<Double> used =
        Stream.of(Metric.CPU_USER_MS, Metric.CPU_SYSTEM_MS, Metric.SERVER_CPU_MS)
            .flatMap(metric -> Stream.ofNullable(shot.value(metric)))
            .toList();
    return machine == null || elapsedMs == null || elapsedMs == 0 || used.size() < 3
        ? Optional.empty()
        : Optional.of(
            used.stream().mapToDouble(Double::doubleValue).sum() / (elapsedMs * machine.cores()));
  }

  /**
   * A load average above half of the cores before the first shot.
   *
   * <p>The load average trails by a minute or so, and counts what has ended since, such as the
   * build that started the run. So this is a note, and none if the first shot then met a quiet
   * machine.
   */
  static Stream<Finding> busyBefore(Measurements measurements) {
    Machine machine = measurements.environment().machine();
    Double load = machine == null ? null : machine.loadBefore();
    boolean quiet =
        measurements.shots().stream()
            .findFirst()
            .map(shot -> shot.value(Metric.CPU_BUSY))
            .filter(busy -> busy < QUIET)
            .isPresent();
    if (quiet || machine == null || load == null || load <= BUSY_PER_CORE * machine.cores()) {
      return Stream.empty();
    }
    String measured = measurements.shots().isEmpty() ? "measurement" : "shot";
    return Stream.of(
        new Finding(
            "machine-busy",
            Severity.NOTE,
            "the run",
            String.format(
                Locale.ROOT,
                "The load average was %.2f on %s before the first %s.",
                load,
                Figures.count(machine.cores(), "core"),
                measured),
            "Another program, perhaps only the build just before, was using the machine. If it"
                + " continued, the first %ss shared the cores with it.".formatted(measured),
            "For figures that you publish, wait a minute and measure again."));
  }
}

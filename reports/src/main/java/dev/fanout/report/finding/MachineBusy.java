package dev.fanout.report.finding;

import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.text.Figures;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A load average above half of the cores before the first shot.
 *
 * <p>The load average trails by a minute or so, and counts what has ended since, such as the build
 * that started the run. So this is a note, and none if the first shot then met a quiet machine.
 */
final class MachineBusy implements Finder {
  private static final double BUSY_PER_CORE = 0.5;
  private static final double QUIET = 0.3; // of the cores, the shot itself included

  @Override
  public Stream<Finding> find(Measurements measurements) {
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
    return Stream.of(
        new Finding(
            "machine-busy",
            Severity.NOTE,
            "the run",
            "The load average was %s on %s before the first shot."
                .formatted(
                    String.format(Locale.ROOT, "%.2f", load),
                    Figures.count(machine.cores(), "core")),
            "Something else, perhaps only the build just before, was using the machine; if it went"
                + " on, the first shots shared the cores with it.",
            "For figures to publish, wait a minute and measure again."));
  }
}

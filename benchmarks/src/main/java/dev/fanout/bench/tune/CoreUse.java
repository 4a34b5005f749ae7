package dev.fanout.bench.tune;

import dev.fanout.report.measurement.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who kept the cores busy while shots were fired: what is measured, or other programs.
 *
 * @param observed the shots
 * @param cores that the measured JVM may use
 */
record CoreUse(Observations observed, int cores) {
  /** Of the cores: a run hardly gets the rest from the system. */
  private static final double BUSY = 0.85;

  private static final double HALF = 0.5;

  /**
   * The share of the cores that the measured JVM, its workers and the slow server used in the shots
   * of a size; empty if unknown.
   */
  Optional<Double> own(int size) {
    return observed.median(size, this::own);
  }

  private @Nullable Double own(Sample shot) {
    Double caller = shot.shotCpuMs();
    Double server = shot.value(Metric.SERVER_CPU_MS);
    return caller == null
        ? null
        : Double.valueOf((caller + (server == null ? 0 : server)) / (shot.elapsedMs() * cores));
  }

  /** The share that all programs used; empty if unknown. */
  Optional<Double> all(int size) {
    return observed.median(size, sample -> sample.value(Metric.CPU_BUSY));
  }

  /** Whether the cores were busy, whoever used them. */
  boolean isBusy(int size) {
    return all(size).filter(busy -> busy >= BUSY).isPresent();
  }

  /** Whether they were busy, and not mostly with other programs, as far as is known. */
  boolean isOwn(int size) {
    return isBusy(size) && !isOthers(size);
  }

  /** Whether they were busy in most shots of a size, and that mostly with other programs. */
  boolean isOthers(int size) {
    return 2 * observed.of(size).stream().filter(this::isOthers).count() > observed.of(size).size();
  }

  /** The same for one shot. */
  boolean isOthers(Sample shot) {
    Double busy = shot.value(Metric.CPU_BUSY);
    Double own = own(shot);
    return busy != null && own != null && busy >= BUSY && own < HALF * busy;
  }
}

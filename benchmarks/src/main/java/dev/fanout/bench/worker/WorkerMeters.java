package dev.fanout.bench.worker;

import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.Message.Measure;
import dev.fanout.report.measurement.Temperature;
import java.util.List;
import java.util.function.Supplier;

/** The meters of a worker process, which its parent starts and reads. */
final class WorkerMeters {
  private final boolean hasVirtualThreads;
  private List<Meter> meters = List.of();
  private Supplier<Readings> readings = () -> Readings.NONE;

  /**
   * Meters that are not ready yet, since that takes longer than the start of a worker may.
   *
   * @param hasVirtualThreads whether the worker makes requests on virtual threads
   */
  WorkerMeters(boolean hasVirtualThreads) {
    this.hasVirtualThreads = hasVirtualThreads;
  }

  /** Does what the parent tells. */
  Readings measure(Measure.Step step) {
    return switch (step) {
      case PREPARE_COLD -> {
        meters = Meter.ofProcess(Temperature.COLD, hasVirtualThreads);
        yield Readings.NONE;
      }
      case PREPARE_WARM -> {
        meters = Meter.ofProcess(Temperature.WARM, hasVirtualThreads);
        yield Readings.NONE;
      }
      case BEGIN -> {
        readings = Meter.startAll(meters);
        yield Readings.NONE;
      }
      case END -> readings.get();
    };
  }
}

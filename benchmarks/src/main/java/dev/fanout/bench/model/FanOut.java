package dev.fanout.bench.model;

import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.WorkerPool;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Sending;
import dev.fanout.bench.workload.Taking;
import dev.fanout.report.measurement.Temperature;
import java.util.List;

/**
 * A model that is open: its pool filled, its workers up, its client built. It makes a batch of
 * requests at a time or, if it {@link Model#onlyBatches can}, requests as they arrive.
 */
public interface FanOut extends Sending, Taking, AutoCloseable {

  /** Ends all threads, workers and connections. */
  @Override
  void close();

  /** The meter of the processes that work for it, made ready for a shot of that temperature. */
  default Meter workers(Temperature temperature) {
    return () -> () -> Readings.NONE;
  }

  /** A fan-out to a pool of workers, which ends before what else is closed. */
  static FanOut on(WorkerPool workers, Sending sending, Taking taking) {
    return new Opened(sending, taking, List.of(workers::close)) {
      @Override
      public Meter workers(Temperature temperature) {
        return workers.meter(temperature);
      }
    };
  }

  /** The same, of a model that knows only batches. */
  static FanOut on(WorkerPool workers, Sending sending) {
    return on(workers, sending, Opened.NONE);
  }

  /**
   * A fan-out of two functions, for batches and for streams, and what ends the things it holds
   * open, in that order.
   */
  static FanOut of(Sending sending, Taking taking, Runnable... closings) {
    return new Opened(sending, taking, List.of(closings));
  }

  /** The same, of a model that knows only batches. */
  static FanOut of(Sending sending, Runnable... closings) {
    return of(sending, Opened.NONE, closings);
  }

  /** What the functions above make. */
  class Opened implements FanOut {
    private static final Taking NONE =
        (_, _) -> {
          throw new UnsupportedOperationException("it knows only batches");
        };

    private final Sending sending;
    private final Taking taking;
    private final List<Runnable> closings;

    private Opened(Sending sending, Taking taking, List<Runnable> closings) {
      this.sending = sending;
      this.taking = taking;
      this.closings = closings;
    }

    @Override
    public void send(Batch batch) throws Exception {
      sending.send(batch);
    }

    @Override
    public void take(Batch batch, int request) {
      taking.take(batch, request);
    }

    @Override
    public void close() {
      closings.forEach(Runnable::run);
    }
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.WorkerPool;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Sending;
import dev.fanout.report.measurement.Temperature;

/** A model that is open: its pool filled, its workers up, its client built. */
public interface FanOut extends Sending, AutoCloseable {

  /** Ends all threads, workers and connections. */
  @Override
  void close();

  /** The meter of the processes that work for it, made ready for a shot that is cold or warm. */
  default Meter workers(Temperature temperature) {
    return () -> () -> Readings.NONE;
  }

  /** A fan-out to a pool of workers, which ends before what else is closed. */
  static FanOut on(WorkerPool workers, Sending sending, Runnable... closings) {
    return new FanOut() {
      @Override
      public void send(Batch batch) throws Exception {
        sending.send(batch);
      }

      @Override
      public Meter workers(Temperature temperature) {
        return workers.meter(temperature);
      }

      @Override
      public void close() {
        workers.close();
        for (Runnable closing : closings) {
          closing.run();
        }
      }
    };
  }

  /** A fan-out that is one function, and what ends the things it holds open, in that order. */
  static FanOut of(Sending sending, Runnable... closings) {
    return new FanOut() {
      @Override
      public void send(Batch batch) throws Exception {
        sending.send(batch);
      }

      @Override
      public void close() {
        for (Runnable closing : closings) {
          closing.run();
        }
      }
    };
  }
}

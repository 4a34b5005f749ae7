package dev.fanout.bench.model;

import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Sending;

/** A model that is open: its pool filled, its workers up, its client built. */
public interface FanOut extends Sending, AutoCloseable {

  /** Ends all threads, workers and connections. */
  @Override
  void close();

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

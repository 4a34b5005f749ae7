package dev.fanout.bench.model;

import dev.fanout.bench.call.Timeline;

/** A model that is open: its pool filled, its workers up, its client built. */
public interface FanOut extends AutoCloseable {

  /** What is measured: makes all requests of the timeline and returns when each has ended. */
  void send(Timeline timeline) throws Exception;

  /** Ends all threads, workers and connections. */
  @Override
  void close();

  /** A fan-out that is one function, and what ends the things it holds open, in that order. */
  static FanOut of(Sending sending, Runnable... closings) {
    return new FanOut() {
      @Override
      public void send(Timeline timeline) throws Exception {
        sending.send(timeline);
      }

      @Override
      public void close() {
        for (Runnable closing : closings) {
          closing.run();
        }
      }
    };
  }

  /** The way of making the requests. */
  interface Sending {
    /** As {@link FanOut#send}. */
    void send(Timeline timeline) throws Exception;
  }
}

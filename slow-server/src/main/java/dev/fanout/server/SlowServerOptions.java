package dev.fanout.server;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the slow server behaves.
 *
 * @param port the port on 127.0.0.1; 0 lets the system choose
 * @param delay from the arrival of a request to its answer
 * @param handlerThreads the number of requests served at once by blocking handlers; empty for
 *     asynchronous responses, which hold any number
 */
public record SlowServerOptions(int port, Duration delay, OptionalInt handlerThreads) {

  /** A server on a free port that holds any number of requests. */
  public static SlowServerOptions asynchronous(Duration delay) {
    return new SlowServerOptions(0, delay, OptionalInt.empty());
  }
}

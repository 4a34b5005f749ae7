package dev.fanout.bench.switching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Two callbacks that queue each other at one executor, in turns. */
final class Relay {
  private final Executor executor;
  private final int handOffs;
  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private int made; // each callback is queued by the one before it

  private Relay(Executor executor, int handOffs) {
    this.executor = executor;
    this.handOffs = handOffs;
  }

  /**
   * Waits until they have handed over so many times.
   *
   * @return the hand-offs that were made
   */
  static int run(Executor executor, int handOffs) {
    var relay = new Relay(executor, handOffs);
    executor.execute(relay::ping);
    return relay.done.join();
  }

  private void ping() {
    handOver(this::pong);
  }

  private void pong() {
    handOver(this::ping);
  }

  private void handOver(Runnable other) {
    if (made == handOffs) {
      done.complete(made);
    } else {
      made++;
      executor.execute(other);
    }
  }
}

package dev.fanout.bench.workload;

import java.util.concurrent.locks.LockSupport;

/**
 * Hands each request of a stream over at its moment, whatever became of those before.
 *
 * <p>It sleeps in between and does not spin, since the cores are there for what is measured. A
 * request whose moment has passed is handed over at once.
 */
final class Pacer {
  private static final long GLANCE_NANOS = 1_000_000;

  private Pacer() {}

  /**
   * Hands all over on the calling thread, and waits for the last to end.
   *
   * @throws InterruptedException if the thread is interrupted; those that are left are not handed
   *     over
   */
  static void pace(Batch batch, Taking model, Timeline timeline) throws InterruptedException {
    for (int request = 0; request < batch.requests(); request++) {
      timeline.hand(request, sleepUntil(timeline.intended(request)));
      model.take(batch, request);
    }
    for (int request = 0; request < batch.requests(); request++) {
      while (batch.outcome(request) == null) {
        sleepUntil(System.nanoTime() + GLANCE_NANOS);
      }
    }
  }

  /** Returns the time at which it really is later than that. */
  private static long sleepUntil(long nanoTime) throws InterruptedException {
    while (!Thread.interrupted()) {
      long now = System.nanoTime();
      if (now - nanoTime >= 0) {
        return now;
      }
      LockSupport.parkNanos(nanoTime - now);
    }
    throw new InterruptedException();
  }
}

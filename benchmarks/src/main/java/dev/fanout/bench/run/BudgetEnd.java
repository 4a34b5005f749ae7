package dev.fanout.bench.run;

import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a tuning's budget in the middle of a shot, which is then stopped. */
final class BudgetEnd implements AutoCloseable {
  private static final int AGAIN_MILLIS = 100; // what the shot has started since is ended too

  private final CountDownLatch shotEnded = new CountDownLatch(1);
  private final Duration budget;
  private final Runnable stop;
  private volatile boolean reached;

  private BudgetEnd(Duration budget, Runnable stop) {
    this.budget = budget;
    this.stop = stop;
  }

  /**
   * Begins to watch over a shot, before it is fired.
   *
   * @param left what is left of the budget
   * @param stop stops the shot
   */
  static BudgetEnd in(Duration left, Duration budget, Runnable stop) {
    var end = new BudgetEnd(budget, stop);
    Thread.ofVirtual().name("budget-end").start(() -> end.watch(left));
    return end;
  }

  private void watch(Duration left) {
    try {
      boolean ended = shotEnded.await(left.toMillis(), TimeUnit.MILLISECONDS);
      while (!ended) {
        reached = true;
        stop.run();
        ended = shotEnded.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the shot was stopped; empty unless the budget ended before the shot. */
  Optional<String> stopped() {
    return reached
        ? Optional.of(
            "the shot was stopped since the budget of %s was used up"
                .formatted(TimeSpan.text(budget)))
        : Optional.empty();
  }

  @Override
  public void close() {
    shotEnded.countDown();
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.workload.TemporaryFolder;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The end of a tuning's budget in the middle of a shot: from then on, the processes that were
 * started for the shot are ended, whatever they wait for.
 */
final class BudgetEnd implements AutoCloseable {
  private static final int AGAIN_MILLIS = 100;

  private final Set<ProcessHandle> others =
      ProcessHandle.current().children().collect(Collectors.toSet());
  private final CountDownLatch shotEnded = new CountDownLatch(1);
  private final Duration budget;
  private volatile boolean reached;

  private BudgetEnd(Duration budget) {
    this.budget = budget;
  }

  /**
   * Begins to watch over a shot, before it is fired.
   *
   * @param left what is left of the budget
   */
  static BudgetEnd in(Duration left, Duration budget) {
    var end = new BudgetEnd(budget);
    Thread.ofVirtual().name("budget-end").start(() -> end.watch(left));
    return end;
  }

  private void watch(Duration left) {
    try {
      boolean ended = shotEnded.await(left.toMillis(), TimeUnit.MILLISECONDS);
      while (!ended) {
        reached = true;
        ProcessHandle.current()
            .children()
            .filter(child -> !others.contains(child) && !TemporaryFolder.isJanitors(child))
            .forEach(ProcessHandle::destroyForcibly);
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

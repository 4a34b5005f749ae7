package dev.fanout.bench.run;

import dev.fanout.bench.workload.TemporaryFolder;
import java.time.Duration;
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
  private volatile boolean reached;

  private BudgetEnd() {}

  /** Begins to watch over a shot, before it is fired. */
  static BudgetEnd in(Duration left) {
    var end = new BudgetEnd();
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

  /** Whether it came before the shot had ended. */
  boolean isReached() {
    return reached;
  }

  @Override
  public void close() {
    shotEnded.countDown();
  }
}

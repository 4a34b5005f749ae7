package dev.fanout.report.file;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays the end of this JVM, after Ctrl-C say, until files that are under way are in place. */
final class DelayedShutdown implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "files under way");

  private DelayedShutdown() {}

  static DelayedShutdown begin() {
    var delayed = new DelayedShutdown();
    try {
      Runtime.getRuntime().addShutdownHook(delayed.hook);
    } catch (IllegalStateException shuttingDown) {
      // what still writes then has its own hook that waits for it
    }
    return delayed;
  }

  private void await() {
    try {
      boolean _ = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // the hook runs, and ends now
    }
  }
}

package dev.fanout.bench.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C, or a signal that asks the run to end.
 *
 * <p>The shutdown hook ends all child processes at once, so that the shot under way returns, and
 * wakes whoever waits for {@link #told}. A run that takes notice is given time to write what was
 * measured; one that does not is ended, since each shot is on disk already. The exit code is 130.
 */
final class Interruption implements AutoCloseable {
  /** The exit code of a run that was interrupted. */
  static final int EXIT_CODE = 130;

  private static final int TO_TAKE_NOTICE_SECONDS = 4;
  private static final int TO_WRITE_SECONDS = 30;
  private static final int GRACE_MILLIS = 500;

  private final CountDownLatch runEnded = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private final CompletableFuture<Void> told = new CompletableFuture<>();
  private final CountDownLatch noticed = new CountDownLatch(1);

  private final JmhTemporaryFiles temporaryFiles = JmhTemporaryFiles.fromNowOn();

  private Interruption() {}

  /** Begins to listen. */
  static Interruption listen() {
    var interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Completes when the run is told to end. */
  CompletableFuture<Void> told() {
    return told;
  }

  /** Whether the run was told to end; who asks takes notice of it. */
  boolean happened() {
    if (told.isDone()) {
      noticed.countDown();
    }
    return told.isDone();
  }

  /**
   * Whether what went wrong just now was the interruption's doing: Ctrl-C reaches the children too,
   * and they may be gone a moment before this JVM is told.
   */
  boolean explainsFailure() throws InterruptedException {
    try {
      told.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
    return happened();
  }

  private void interrupt() {
    told.complete(null);
    try {
      if (endChildrenUntil(noticed, TO_TAKE_NOTICE_SECONDS)) {
        endChildrenUntil(runEnded, TO_WRITE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    temporaryFiles.delete();
    Runtime.getRuntime().halt(EXIT_CODE); // else a signal's own number would be the exit code
  }

  private static boolean endChildrenUntil(CountDownLatch reached, int seconds)
      throws InterruptedException {
    for (int waits = 0; waits < seconds * 10; waits++) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      if (reached.await(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Ends listening; does not return if the JVM is being ended. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      noticed.countDown();
      runEnded.countDown();
      try {
        hook.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package dev.fanout.bench.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a signal that asks the run to end.
 *
 * <p>The shutdown hook ends all child processes at once, so that the shot under way returns; it
 * then gives the run time to write what was measured, and ends the JVM with exit code 130.
 */
final class Interruption implements AutoCloseable {
  /** The exit code of a run that was interrupted. */
  static final int EXIT_CODE = 130;

  private static final int PATIENCE_SECONDS = 30;
  private static final int GRACE_MILLIS = 500;

  private final CountDownLatch runEnded = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private final CountDownLatch told = new CountDownLatch(1);

  private final JmhTemporaryFiles temporaryFiles = JmhTemporaryFiles.fromNowOn();

  private Interruption() {}

  /** Begins to listen. */
  static Interruption listen() {
    var interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the run was told to end. */
  boolean happened() {
    return told.getCount() == 0;
  }

  /**
   * Whether what went wrong just now was the interruption's doing: Ctrl-C reaches the children too,
   * and they may be gone a moment before this JVM is told.
   */
  boolean explainsFailure() throws InterruptedException {
    return told.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void interrupt() {
    told.countDown();
    try {
      for (int waits = 0; waits < PATIENCE_SECONDS * 10; waits++) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        if (runEnded.await(100, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    temporaryFiles.delete();
    Runtime.getRuntime().halt(EXIT_CODE); // else a signal's own number would be the exit code
  }

  /** Ends listening; does not return if the JVM is being ended. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      runEnded.countDown();
      try {
        hook.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

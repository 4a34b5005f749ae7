package dev.fanout.bench.run;

import dev.fanout.bench.workload.TemporaryFolder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C, or a signal that asks the run to end.
 *
 * <p>The shutdown hook ends all child processes at once, so that the shot under way returns, and
 * wakes whoever waits for {@link #told}. A run that takes notice, or is writing already, is given
 * time to write what was measured; one that does not is ended, since each shot is on disk already.
 * The exit code is 130.
 */
final class Interruption implements AutoCloseable {
  private static final Duration TO_TAKE_NOTICE = Duration.ofSeconds(4);
  private static final Duration TO_WRITE = Duration.ofSeconds(30);
  private static final Duration TO_BE_TOLD = Duration.ofMillis(500);
  private static final int AGAIN_MILLIS = 100;

  private final Runnable endChildren;
  private final Duration toTakeNotice;
  private final Duration toBeTold;
  private final CountDownLatch runEnded = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private final CompletableFuture<Void> told = new CompletableFuture<>();
  private final CountDownLatch noticed = new CountDownLatch(1);

  private final JmhTemporaryFiles temporaryFiles = JmhTemporaryFiles.fromNowOn();

  /**
   * One that nothing brings about yet.
   *
   * @param endChildren ends all child processes that there are now
   * @param toTakeNotice how long a run may measure on once it was told to end
   * @param toBeTold how long this JVM may be told to end after its children were
   */
  Interruption(Runnable endChildren, Duration toTakeNotice, Duration toBeTold) {
    this.endChildren = endChildren;
    this.toTakeNotice = toTakeNotice;
    this.toBeTold = toBeTold;
  }

  /** Begins to listen. */
  static Interruption listen() {
    var interruption = new Interruption(Interruption::endChildren, TO_TAKE_NOTICE, TO_BE_TOLD);
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

  /** Measuring is over: from now on the run is given time to write, whenever it is told to end. */
  void writing() {
    noticed.countDown();
  }

  /**
   * Whether what went wrong just now was the interruption's doing: Ctrl-C reaches the children too,
   * and they may be gone a moment before this JVM is told.
   */
  boolean explainsFailure() throws InterruptedException {
    try {
      told.get(toBeTold.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
    return happened();
  }

  private void interrupt() {
    tellAndWait();
    temporaryFiles.delete();
    Runtime.getRuntime()
        .halt(ExitCode.INTERRUPTED.number()); // else a signal's own number would be the exit code
  }

  /** Tells the run to end, and returns once it has ended or its time is over. */
  void tellAndWait() {
    told.complete(null);
    try {
      if (endChildrenUntil(noticed, toTakeNotice)) {
        boolean _ = endChildrenUntil(runEnded, TO_WRITE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean endChildrenUntil(CountDownLatch reached, Duration patience)
      throws InterruptedException {
    long begun = System.nanoTime();
    do {
      endChildren.run();
      if (reached.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    } while (System.nanoTime() - begun < patience.toNanos());
    return false;
  }

  private static void endChildren() {
    ProcessHandle.current()
        .descendants()
        .filter(child -> !TemporaryFolder.isJanitors(child))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends listening; does not return if the JVM is being ended. */
  @Override
  public void close() {
    noticed.countDown();
    runEnded.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      try {
        hook.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

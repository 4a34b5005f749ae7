package dev.fanout.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ends this process when the process that started it dies, even by {@code kill -9}.
 *
 * <p>The parent holds the write end of this process's standard input and writes nothing to it, so
 * end of file comes when, and only when, the parent is gone or lets go.
 */
public final class ParentWatch {
  private ParentWatch() {}

  /** Watches standard input from a daemon thread. */
  public static void start() {
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> haltAtEndOf(System.in));
  }

  /**
   * Lets go of a child that watches so, waits until it is gone, and kills it if that takes longer.
   */
  public static void letGo(Process child, Duration patience) {
    try {
      child.getOutputStream().close();
    } catch (IOException gone) {
      // It has ended already.
    }
    try {
      if (!child.waitFor(patience)) {
        child.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void haltAtEndOf(InputStream lifeline) {
    try {
      lifeline.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // An unreadable lifeline means the same as its end.
    }
    Runtime.getRuntime().halt(0);
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to measure on this machine, held by one process at a time.
 *
 * <p>It is JMH's own lock, taken for the whole run and not for each shot, so that a plain JMH
 * started in between is kept out too.
 */
final class MachineLock implements AutoCloseable {
  private final FileChannel channel;

  private MachineLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws RefusedException if another process holds it
   */
  static MachineLock acquire() throws IOException {
    // JMH reads this when its Runner is loaded; it would else refuse to run beside our lock.
    System.setProperty("jmh.ignoreLock", "true");
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      throw new RefusedException(
          "%s, the lock of a measurement, belongs to another user: let that user remove it."
              .formatted(file));
    }
    if (channel.tryLock() == null) {
      channel.close();
      throw new RefusedException(
          "Another measurement is running on this machine (it holds %s): wait until it has ended."
              .formatted(file));
    }
    return new MachineLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package dev.fanout.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still, since something stopped it.
 *
 * <p>A thread sleeps for a moment at a time; the process stood still for as long as it woke too
 * late, unless the process used CPU time meanwhile: then it was busy, or collected garbage, or
 * shared the cores with others, and was not stopped.
 */
public final class StandStillWatch implements AutoCloseable {
  /**
   * The shortest time that counts. With four times as many busy threads as cores, one sleep in a
   * hundred ended 20 ms too late, and the worst of ten minutes 205 ms; garbage collections take
   * about as long. Whatever stops a process does so for seconds.
   */
  static final Duration LIMIT = Duration.ofMillis(500);

  static final Duration BEAT = Duration.ofMillis(50);

  /** The share of a core's time that a process uses at most in which it is stopped. */
  static final double STOPPED = 0.05;

  private static final Path COUNTERS = Path.of("/proc/self/stat");
  private static final int USER_TIME = 11; // counted from the first field after the command's name
  private static final int SYSTEM_TIME = 12;
  private static final long TICK_NANOS = 10_000_000; // USER_HZ is 100 on every Linux
  private static final int PATIENCE = 20;

  private final LongSupplier clock;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("stand-still-watch").unstarted(this::watch);
  private long lastBeat;
  private long cpu;
  private long stood;

  StandStillWatch(LongSupplier clock) {
    this.clock = clock;
    lastBeat = clock.getAsLong();
  }

  /** Begins to watch. */
  public static StandStillWatch start() {
    var watch = new StandStillWatch(System::nanoTime);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        beat(cpuNanos());
        Thread.sleep(BEAT);
      }
    } catch (InterruptedException closed) {
      // Nobody asks any more.
    }
  }

  /** The CPU time that this process has used; 0 where the system does not tell. */
  private static long cpuNanos() {
    try {
      String counters = Files.readString(COUNTERS);
      String[] fields = counters.substring(counters.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_NANOS;
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** The sleeper has woken, and the process has used so much CPU time in its life. */
  synchronized void beat(long cpuNow) {
    long late = late();
    boolean stopped = cpuNow - cpu < STOPPED * late;
    lastBeat = clock.getAsLong();
    cpu = cpuNow;
    if (late > LIMIT.toNanos() && stopped) {
      stood += late;
    }
    notifyAll();
  }

  private long late() {
    return clock.getAsLong() - lastBeat - BEAT.toNanos();
  }

  /** How long this process has stood still since this was last asked; mostly zero. */
  public synchronized Duration take() {
    try {
      for (int waits = 0; waits < PATIENCE && late() > LIMIT.toNanos(); waits++) {
        wait(BEAT.toMillis()); // for the sleeper, which may be about to wake
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration taken = Duration.ofNanos(stood);
    stood = 0;
    return taken;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

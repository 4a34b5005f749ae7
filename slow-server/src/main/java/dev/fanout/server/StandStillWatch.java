package dev.fanout.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still, since something stopped it.
 *
 * <p>A thread sleeps for a moment at a time. The process stood still for as long as that thread
 * woke too late, unless the process used CPU time meanwhile: then it was busy, or collected
 * garbage, and was not stopped. Where the system does not tell the CPU time, no process counts as
 * stopped, since a garbage collection would look the same.
 */
public final class StandStillWatch implements AutoCloseable {
  /**
   * The shortest time that counts. With four times as many busy threads as cores, one sleep in a
   * hundred ended 20 ms too late, and the worst of ten minutes 205 ms; with ten times as many, some
   * end 600 ms too late. Whatever stops a process does so for seconds.
   */
  static final Duration LIMIT = Duration.ofSeconds(1);

  /**
   * Rare, since it happens while a shot is timed; short, since a process that was busy within the
   * beat in which it was stopped looks as if it had gone on.
   */
  static final Duration BEAT = Duration.ofMillis(100);

  /**
   * A process that was stopped used less CPU time than this share of the time it was late. Where
   * many others compete for the cores, a process that runs may get little more.
   */
  private static final double STOPPED = 0.1;

  private static final long UNKNOWN = -1;

  // The JDK's own ways to this number take tens of milliseconds when first used.
  private static final String COUNTERS = "/proc/self/stat";
  private static final int COUNTERS_LENGTH = 1_024;
  private static final int USER_TIME = 11; // counted from the first field after the command's name
  private static final int SYSTEM_TIME = 12;
  private static final long TICK_NANOS = 10_000_000; // USER_HZ is 100 wherever this JDK runs

  private final LongSupplier clock;
  private final LongSupplier cpuTime;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("stand-still-watch").unstarted(this::watch);
  private long lastBeat;
  private long cpu = UNKNOWN;
  private long stood;

  /**
   * A watch that does not beat by itself.
   *
   * @param clock nanoseconds
   * @param cpuTime the CPU time that the process has used in nanoseconds; negative if unknown
   */
  StandStillWatch(LongSupplier clock, LongSupplier cpuTime) {
    this.clock = clock;
    this.cpuTime = cpuTime;
    lastBeat = clock.getAsLong();
  }

  /** Begins to watch. */
  public static StandStillWatch start() {
    var watch = new StandStillWatch(System::nanoTime, StandStillWatch::readCpuTime);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        beat();
        Thread.sleep(BEAT);
      }
    } catch (InterruptedException closed) {
      // Nobody asks any more.
    }
  }

  /** The sleeper has woken. */
  synchronized void beat() {
    long late = late();
    long used = cpuTime.getAsLong();
    boolean known = cpu >= 0 && used >= 0;
    if (late > LIMIT.toNanos() && known && used - cpu < STOPPED * late) {
      stood += late;
    }
    lastBeat = clock.getAsLong();
    cpu = used;
  }

  private long late() {
    return clock.getAsLong() - lastBeat - BEAT.toNanos();
  }

  /** How long this process has stood still since this was last asked; mostly zero. */
  public synchronized Duration take() {
    if (late() > LIMIT.toNanos()) {
      beat(); // in place of the sleeper, which has not woken yet
    }
    Duration taken = Duration.ofNanos(stood);
    stood = 0;
    return taken;
  }

  private static long readCpuTime() {
    try (var counters = new FileInputStream(COUNTERS)) {
      return cpuTime(new String(counters.readNBytes(COUNTERS_LENGTH), ISO_8859_1));
    } catch (IOException notLinux) {
      return UNKNOWN;
    }
  }

  /** The CPU time that the kernel's counters of a process tell; negative if they do not. */
  static long cpuTime(String counters) {
    String[] fields = counters.substring(counters.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length <= SYSTEM_TIME) {
      return UNKNOWN;
    }
    try {
      return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_NANOS;
    } catch (NumberFormatException otherCounters) {
      return UNKNOWN;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Case;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is set, on its work, against its server: what is known before it is measured.
 *
 * @param measured the case
 * @param work what it asks of the server
 * @param schedule how the model lays requests out in time
 * @param server the slow server that answers it, unless it is a server of the user's own
 * @param openFiles about how many files and sockets the harness has open for it at once
 * @param callsBack whether callbacks handle the answers, so that files may be written without
 *     blocking
 * @param stream what a perfect machine makes of the requests where they arrive one by one; absent
 *     where all are there at the start
 */
public record Scenario(
    Case measured,
    Work work,
    Schedule schedule,
    SlowServerOptions server,
    int openFiles,
    boolean callsBack,
    @Nullable StreamTheory stream) {

  /**
   * The system property that sets how long a warm-up takes, such as {@code 100ms}. Given through
   * {@code JAVA_TOOL_OPTIONS}, which is recorded, it reaches every measured JVM.
   */
  public static final String WARM_UP_PROPERTY = "fanout.warm-up";

  /** The fewest shots of a warm-up. */
  public static final int WARM_UP_SHOTS = 3;

  private static final int WARM_UP_BATCH = 100;
  private static final int ONE_CORE = 1;
  private static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * The least wall time that a perfect machine needs; where the server has few handler threads, so
   * does it.
   */
  public Duration floor() {
    return floor(Runtime.getRuntime().availableProcessors());
  }

  /**
   * The floor on a machine whose cores nobody knows; empty where it depends on them: on their
   * number, or on the threads that this machine's number gives the model.
   */
  public Optional<Duration> floorOnUnknownCores() {
    Duration onOne = floor(1);
    return schedule.byCores() || !onOne.equals(floor(Integer.MAX_VALUE))
        ? Optional.empty()
        : Optional.of(onOne);
  }

  private Duration floor(int cores) {
    if (stream != null) {
      return stream.floor();
    }
    Duration own = work.floor(schedule, cores);
    Duration served = server.servesAll() ? Duration.ZERO : work.served(server.mostAtOnce());
    return own.compareTo(served) >= 0 ? own : served;
  }

  /**
   * How long to wait for an answer: of a batch, {@link Work#timeout}; of a stream, twice as long as
   * all of it takes at least, and a minute.
   */
  public Duration timeout() {
    return stream == null ? work.timeout() : stream.floor().multipliedBy(2).plus(GRACE);
  }

  /** The case, as far as it is known of a machine whose cores nobody knows. */
  public Case measuredOnUnknownCores() {
    return schedule.byCores() ? measured.onUnknownCores() : measured;
  }

  /**
   * How long the warm-up takes; an estimate.
   *
   * @param quick whether the server has a quick answer to warm up on
   */
  public Duration warmUpTime(boolean quick) {
    Duration one = stream == null ? floor() : warmUpWork().floor(schedule, ONE_CORE);
    Duration slow = one.multipliedBy(WARM_UP_SHOTS);
    Duration least = leastWarmUp();
    return quick || slow.compareTo(least) < 0 ? least : slow;
  }

  /** What a JVM warms up with: the same work or, of a stream, a batch of it. */
  public Work warmUpWork() {
    return stream == null ? work : work.of(Math.min(work.requests(), WARM_UP_BATCH));
  }

  /**
   * How long a warm-up takes at least.
   *
   * @throws IllegalArgumentException if {@link #WARM_UP_PROPERTY} is not a time
   */
  public static Duration leastWarmUp() {
    return TimeSpan.parse(System.getProperty(WARM_UP_PROPERTY, "2s"));
  }
}

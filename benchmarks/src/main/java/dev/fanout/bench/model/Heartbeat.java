package dev.fanout.bench.model;

import dev.fanout.bench.workload.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells now and then, while a long shot runs, how far it has come and when it will end.
 *
 * <p>It prints to standard output, which JMH hands on to that of the JVM that forked this one.
 */
final class Heartbeat {

  private static final Duration PERIOD = Duration.ofSeconds(8);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final ScheduledExecutorService timer;

  private Heartbeat(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Begins to tell of a shot, once per period, from a thread that waits in between. */
  static Heartbeat ofShot(Timeline timeline, Duration floor) {
    Instant shotEnds = Instant.now().plus(floor);
    return start(() -> line(timeline, shotEnds));
  }

  /** Begins to tell, likewise, that the JVM is warming up. */
  static Heartbeat ofWarmUp(Duration expected) {
    Instant warmUpEnds = Instant.now().plus(expected);
    return start(() -> "warming up until about " + clock(warmUpEnds));
  }

  private static Heartbeat start(Supplier<String> line) {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    var _ =
        timer.scheduleAtFixedRate(
            () -> Notice.PROGRESS.print(line.get()),
            PERIOD.toMillis(),
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Heartbeat(timer);
  }

  static String line(Timeline timeline, Instant shotEnds) {
    return "%d/%d requests done; this shot %s at %s"
        .formatted(
            timeline.finished(),
            timeline.requests(),
            Instant.now().isBefore(shotEnds) ? "ends" : "should have ended",
            clock(shotEnds));
  }

  private static String clock(Instant time) {
    return CLOCK.format(time.atZone(ZoneId.systemDefault()));
  }

  void stop() {
    timer.shutdownNow();
  }
}

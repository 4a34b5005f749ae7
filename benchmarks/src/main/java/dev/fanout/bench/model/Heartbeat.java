package dev.fanout.bench.model;

import dev.fanout.bench.workload.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The clock of a measured JVM: tells now and then, while a long shot runs, how far it has come and
 * when it will end, and ends what does not end by itself.
 *
 * <p>It has one thread, which waits in between. It prints to standard output, which JMH hands on to
 * that of the JVM that forked this one.
 */
final class Heartbeat {

  private static final Duration PERIOD = Duration.ofSeconds(8);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());

  private Future<?> telling = CompletableFuture.completedFuture(null);

  /** Begins to tell of a shot, once per period. */
  void tellOfShot(Timeline timeline, Duration floor) {
    Instant shotEnds = Instant.now().plus(floor);
    tell(() -> line(timeline, shotEnds));
  }

  /** Begins to tell, likewise, that the JVM is warming up. */
  void tellOfWarmUp(Duration expected) {
    Instant warmUpEnds = Instant.now().plus(expected);
    tell(() -> "warming up until about " + clock(warmUpEnds));
  }

  private void tell(Supplier<String> line) {
    fallSilent();
    telling =
        timer.scheduleAtFixedRate(
            () -> Notice.PROGRESS.print(line.get()),
            PERIOD.toMillis(),
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Tells no more. */
  void fallSilent() {
    telling.cancel(false);
  }

  /** Does that so much later, unless it is stopped before. */
  void after(Duration time, Runnable action) {
    var _ = timer.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
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

  /** Ends its thread. */
  void stop() {
    timer.shutdownNow();
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.call.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells now and then, while a long shot runs, how far it has come and when it will end. */
final class Heartbeat {

  private static final Duration PERIOD = Duration.ofSeconds(8);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final ScheduledExecutorService timer;

  private Heartbeat(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Begins to tell, once per period, from a thread that waits in between. */
  static Heartbeat start(Timeline timeline, Duration floor) {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    Instant shotEnds = Instant.now().plus(floor);
    var _ =
        timer.scheduleAtFixedRate(
            () ->
                System.out.println(
                    line(timeline, shotEnds, Long.getLong(FanOutBenchmark.RUN_ENDS_PROPERTY))),
            PERIOD.toMillis(),
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Heartbeat(timer);
  }

  static String line(Timeline timeline, Instant shotEnds, @Nullable Long runEnds) {
    String shot =
        "          %d/%d requests done; this shot ends at %s"
            .formatted(timeline.finished(), timeline.requests(), clock(shotEnds));
    return runEnds == null
        ? shot
        : shot + ", the run at about " + clock(Instant.ofEpochMilli(runEnds));
  }

  private static String clock(Instant time) {
    return CLOCK.format(time.atZone(ZoneId.systemDefault()));
  }

  void stop() {
    timer.shutdownNow();
  }
}

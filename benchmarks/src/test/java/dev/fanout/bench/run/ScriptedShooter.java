package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotResult.OwnRecord;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fires no shot at all: each comes out as the script says, and those after its end are valid. */
final class ScriptedShooter implements Shooter {
  /** What happens in a shot. */
  interface Act {
    ShotResult play(ShotPlan shot, Target target) throws IOException;
  }

  /** A valid one, a little above its floor. */
  static final Act VALID = (shot, target) -> took(shot, target, shot.floor().toMillis() + 5);

  private final Deque<Act> script;
  private final List<ShotPlan> fired = new ArrayList<>();
  private final List<ShotPlan> recorded = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Act afterwards = VALID;
  private @Nullable String unready;

  ScriptedShooter(Act... script) {
    this.script = new ArrayDeque<>(Arrays.asList(script));
  }

  /** What happens in all shots after the script's end. */
  ScriptedShooter thenAlways(Act act) {
    afterwards = act;
    return this;
  }

  /** Has no shot ready, for that reason. */
  ScriptedShooter unready(String why) {
    unready = why;
    return this;
  }

  @Override
  public Optional<String> prepare(ShotPlan shot, Target target, Consumer<String> heartbeat) {
    return Optional.ofNullable(unready);
  }

  /** The shots in the order of firing. */
  List<ShotPlan> fired() {
    return fired;
  }

  /** Those of which the shooter was asked for its own record. */
  List<ShotPlan> recorded() {
    return recorded;
  }

  @Override
  public ShotResult fire(ShotPlan shot, Target target, Consumer<String> heartbeat)
      throws IOException {
    fired.add(shot);
    heartbeat.accept("1/%d requests done".formatted(shot.measured().requests()));
    ShotResult result = Optional.ofNullable(script.poll()).orElse(afterwards).play(shot, target);
    return new ShotResult(
        result.elapsedMs(), result.trace(), result.trouble(), () -> recorded.add(shot));
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  /** A shot that goes on until it is stopped. */
  Act endless() {
    return (_, _) -> {
      try {
        assertThat(stopped.await(20, TimeUnit.SECONDS)).as("it is stopped").isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return cutShort();
    };
  }

  /** A valid shot, of which the server, where it counts, counts each request. */
  static ShotResult took(ShotPlan shot, Target target, long elapsedMs) {
    if (target instanceof CountingTarget counting) {
      counting.hasServed(shot.measured().requests());
    }
    return new ShotResult(
        OptionalDouble.of((double) elapsedMs),
        Optional.of(trace(shot, elapsedMs, null)),
        Optional.empty(),
        OwnRecord.NONE);
  }

  /** A shot whose JVM says why it does not count. */
  static Act failing(String why) {
    return (shot, _) -> ShotResult.failed(Optional.of(trace(shot, 1, why)), Optional.empty());
  }

  /** The result of a shot whose JVM was ended. */
  static ShotResult cutShort() {
    return ShotResult.failed(Optional.empty(), Optional.empty());
  }

  private static ShotTrace trace(ShotPlan shot, long elapsedMs, @Nullable String failure) {
    String status = failure == null ? RequestTrace.OK : "HTTP status 500";
    return new ShotTrace(
        IntStream.range(0, shot.measured().requests())
            .mapToObj(i -> new RequestTrace(i, 0, 0, (double) elapsedMs, status))
            .toList(),
        failure,
        null,
        Map.of(Metric.OPEN_MS, 1.0));
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Planned;
import dev.fanout.bench.tune.Bench;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Sample;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;

/** Sizes measured for a tuning: each by warm shots, in a JVM of their own, as in any run. */
final class SizeBench implements Bench {
  private static final double PERCENTILE = 0.99;

  private final Question question;
  private final Target target;
  private final RunLog log;
  private final Shooting shooting;
  private final Instant begun;
  private final Map<Integer, Integer> rounds = new HashMap<>();
  private int fired;

  /** By how much a shot has taken longer than it was thought to, at most. */
  private Duration surplus = Duration.ZERO;

  private @Nullable String failure;

  SizeBench(Question question, Target target, RunLog log, Shooting shooting, Instant begun) {
    this.question = question;
    this.target = target;
    this.log = log;
    this.shooting = shooting;
    this.begun = begun;
  }

  /** Why a shot did not count; absent if all did, or one was cut short from outside. */
  @Nullable String failure() {
    return failure;
  }

  @Override
  public Optional<Sample> fire(int size) throws IOException, InterruptedException {
    Planned shot = planned(question, size, rounds.merge(size, 1, Integer::sum));
    log.plan(shot, target);
    Duration before = spent();
    var underWay =
        new Progress.UnderWay(++fired, null, shot, Instant.now(), begun.plus(question.budget()));
    Optional<Shooting.Fired> came;
    try {
      came = shooting.fire(underWay, target);
    } catch (IOException e) { // the server is gone, for one
      failure = SlowCall.failure(e);
      return Optional.empty();
    }
    if (came.isEmpty()) {
      return Optional.empty();
    }
    Shot measured = came.get().shot();
    if (!measured.valid()) {
      failure = "%s, %s".formatted(measured.measured().label(), measured.failure());
      return Optional.empty();
    }
    double wallMs = Objects.requireNonNull(measured.elapsedMs());
    Duration more = spent().minus(before).minus(cost(question, wallMs));
    surplus = more.compareTo(surplus) > 0 ? more : surplus;
    ShotTrace trace = came.get().trace().orElseThrow();
    return Optional.of(
        new Sample(
            wallMs,
            percentile(trace.requests()),
            measured.serverPeakInFlight(),
            trace.cpuBusy(),
            trace.threads(),
            trace.memoryMib(),
            trace.cpuMs()));
  }

  @Override
  public Duration cost(double wallMs) {
    return cost(question, wallMs).plus(surplus);
  }

  /** How long it takes to fire a shot of that wall time, its JVM's start and warm-up included. */
  static Duration cost(Question question, double wallMs) {
    Duration wall = Duration.ofNanos((long) (wallMs * 1e6));
    Planned quickest = planned(question, question.requests(), 1);
    Duration warmUp = quickest.warmUp();
    Duration onItself = wall.multipliedBy(FanOutBenchmark.WARM_UP_SHOTS);
    boolean longer = question.url() != null && onItself.compareTo(warmUp) > 0;
    return quickest
        .expected()
        .minus(quickest.floor())
        .minus(warmUp)
        .plus(longer ? onItself : warmUp)
        .plus(wall);
  }

  @Override
  public Duration spent() {
    return Duration.between(begun, Instant.now());
  }

  private static Planned planned(Question question, int size, int round) {
    return Planned.of(
        question.model(),
        question.parameters(size),
        Temperature.WARM,
        round,
        question.url() == null);
  }

  private static double percentile(List<RequestTrace> requests) {
    return Quantile.withDefaults()
        .evaluate(
            requests.stream().mapToDouble(request -> request.endMs() - request.startMs()).toArray(),
            PERCENTILE);
  }
}

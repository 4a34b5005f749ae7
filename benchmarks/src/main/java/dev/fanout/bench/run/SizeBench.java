package dev.fanout.bench.run;

import dev.fanout.bench.model.Scenario;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotRunner.JudgedShot;
import dev.fanout.bench.tune.Answers;
import dev.fanout.bench.tune.Bench;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Sample;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.text.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.statistics.descriptive.Quantile;

/** Sizes measured for a tuning: each by warm shots, in a JVM of their own, as in any run. */
final class SizeBench implements Bench {
  private static final double PERCENTILE = 0.99;

  private final Question question;
  private final BudgetedShots shots;
  private final Consumer<String> say;
  private final Map<Integer, Integer> rounds = new HashMap<>();
  private int found;

  SizeBench(Question question, BudgetedShots shots, Consumer<String> say) {
    this.question = question;
    this.shots = shots;
    this.say = say;
  }

  @Override
  public ShotOutcome<Sample> fire(int size) throws IOException, InterruptedException {
    Duration before = spent();
    return shots.fire(
        planned(question, size, rounds.merge(size, 1, Integer::sum)),
        size,
        came -> sample(came, before));
  }

  @Override
  public void found(int size, double wallMs) {
    if (size != found) {
      say.accept(
          "So far the best is %s: %s".formatted(question.unit().count(size), Figures.time(wallMs)));
    }
    found = size;
  }

  private Sample sample(JudgedShot came, Duration before) {
    Shot measured = came.shot();
    double wallMs = Objects.requireNonNull(measured.elapsedMs());
    shots.took(spent().minus(before).minus(cost(question, wallMs)));
    ShotTrace trace = came.trace().orElseThrow();
    return new Sample(
        wallMs, percentile(trace.requests()), answers(trace.requests()), measured.values());
  }

  @Override
  public Duration cost(double wallMs) {
    return cost(question, wallMs).plus(shots.surplus());
  }

  /** How long it takes to fire a shot of that wall time, its JVM's start and warm-up included. */
  static Duration cost(Question question, double wallMs) {
    Duration wall = Duration.ofNanos((long) (wallMs * 1e6));
    ShotPlan quickest = planned(question, question.requests(), 1);
    Duration warmUp = quickest.warmUp();
    Duration onItself = wall.multipliedBy(Scenario.WARM_UP_SHOTS);
    boolean longer = !question.work().kind().setsDelay() && onItself.compareTo(warmUp) > 0;
    return quickest
        .expected()
        .minus(quickest.floor())
        .minus(warmUp)
        .plus(longer ? onItself : warmUp)
        .plus(wall);
  }

  @Override
  public Duration spent() {
    return shots.spent();
  }

  private static ShotPlan planned(Question question, int size, int round) {
    return ShotPlan.of(
        question.model(), question.parameters(size), Temperature.WARM, round, question.own());
  }

  private static Answers answers(List<RequestTrace> requests) {
    return new Answers(
        requests.stream().mapToDouble(RequestTrace::startMs).toArray(),
        requests.stream().mapToDouble(RequestTrace::endMs).toArray());
  }

  private static double percentile(List<RequestTrace> requests) {
    return Quantile.withDefaults()
        .evaluate(
            requests.stream().mapToDouble(request -> request.endMs() - request.startMs()).toArray(),
            PERCENTILE);
  }
}

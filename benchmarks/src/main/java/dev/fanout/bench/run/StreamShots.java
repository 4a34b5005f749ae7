package dev.fanout.bench.run;

import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotRunner.JudgedShot;
import dev.fanout.bench.tune.Bench.ShotOutcome;
import dev.fanout.bench.tune.stream.Rung;
import dev.fanout.bench.tune.stream.StreamBench;
import dev.fanout.bench.tune.stream.StreamQuestion;
import dev.fanout.bench.tune.stream.StreamSample;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.text.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams measured for a tuning: each by a warm shot, in a JVM of its own, as in any run. */
final class StreamShots implements StreamBench {
  private final StreamQuestion question;
  private final BudgetedShots shots;
  private final Consumer<String> say;
  private final Map<Rung, Integer> rounds = new HashMap<>();
  private @Nullable Rung found;

  StreamShots(StreamQuestion question, BudgetedShots shots, Consumer<String> say) {
    this.question = question;
    this.shots = shots;
    this.say = say;
  }

  @Override
  public ShotOutcome<StreamSample> fire(Rung rung, long seed)
      throws IOException, InterruptedException {
    Duration before = spent();
    int round = rounds.merge(rung, 1, Integer::sum);
    return shots.fire(
        planned(question, rung, seed, round), rung.size(), came -> sample(came, rung, before));
  }

  private StreamSample sample(JudgedShot came, Rung rung, Duration before) {
    shots.took(spent().minus(before).minus(cost(question, rung)));
    List<RequestTrace> requests = came.trace().orElseThrow().requests();
    var figures = new StreamFigures(requests, rung.length().toMillis());
    return new StreamSample(
        StreamFigures.percentileMs(
            figures.counted().stream().mapToDouble(StreamFigures::responseMs).toArray(),
            question.share()),
        requests.stream()
            .sorted(Comparator.comparingInt(RequestTrace::request))
            .mapToDouble(request -> request.endMs() - request.startMs())
            .toArray());
  }

  @Override
  public void found(Rung rung, double expectedMs) {
    if (!Objects.equals(rung, found)) {
      say.accept(
          "So far the best is %s at %s: %s within %s"
              .formatted(
                  question.base().unit().count(rung.size()),
                  rung.arrivals().text(),
                  question.base().goal().percentile(),
                  Figures.time(expectedMs)));
    }
    found = rung;
  }

  @Override
  public Duration cost(Rung rung) {
    return cost(question, rung).plus(shots.surplus());
  }

  /** How long a shot takes, with the start of its JVM and the warming-up; an estimate. */
  static Duration cost(StreamQuestion question, Rung rung) {
    return planned(question, rung, question.seed(), 1).expected();
  }

  private static ShotPlan planned(StreamQuestion question, Rung rung, long seed, int round) {
    return ShotPlan.of(
        question.base().model(),
        question.parameters(rung, seed),
        Temperature.WARM,
        round,
        question.base().own());
  }

  @Override
  public Duration spent() {
    return shots.spent();
  }
}

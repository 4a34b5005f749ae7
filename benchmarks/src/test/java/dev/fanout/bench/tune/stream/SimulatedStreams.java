package dev.fanout.bench.tune.stream;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.tune.Bench.Disturbed;
import dev.fanout.bench.tune.Bench.Failed;
import dev.fanout.bench.tune.Bench.ShotOutcome;
import dev.fanout.bench.tune.Bench.Valid;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Questions;
import dev.fanout.bench.tune.stream.StreamQuestion.Asked;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A server and a machine on a virtual clock, and what is true of them: a pool whose requests take
 * some time more than their delay, and some of them a good deal more.
 */
final class SimulatedStreams implements StreamBench {
  private static final int TRUE_DRAWS = 8;
  private static final long TRUE_SEED = 1_000_000;
  private static final double SHARE_SLOW = 0.002; // of requests, by a pause of the machine
  private static final Duration PLENTY = Duration.ofHours(1);

  private final StreamQuestion question;
  private final double overheadMs;
  private final boolean own;
  private final SplittableRandom noise;
  private final Map<Rung, Double> truths = new HashMap<>();
  private final List<Integer> shots = new ArrayList<>();
  private Duration spent = Duration.ZERO;
  private int failingFrom = Integer.MAX_VALUE;
  private boolean disturbed;

  private SimulatedStreams(StreamQuestion question, double overheadMs, boolean own) {
    this.question = question;
    this.overheadMs = overheadMs;
    this.own = own;
    noise = new SplittableRandom(question.seed());
  }

  /**
   * That of a question.
   *
   * @param overheadMs how much longer than its delay a request takes, on average
   * @param own whether nobody knows the delays of single requests
   */
  static SimulatedStreams of(
      Asked asked, String goal, String delay, long seed, double overheadMs, boolean own) {
    Work work = Questions.work(100, delay).withSeed(seed);
    Question question = Questions.of("fixed-thread-pool", goal, work, null);
    return new SimulatedStreams(new StreamQuestion(question, asked, null), overheadMs, own);
  }

  StreamQuestion question() {
    return question;
  }

  /** The sizes of its shots. */
  List<Integer> shots() {
    return shots;
  }

  /** From now on, shots of this size and of larger ones fail. */
  void failFrom(int size) {
    failingFrom = size;
  }

  /** From now on, no shot counts. */
  void disturb() {
    disturbed = true;
  }

  private StreamTheory theory(Rung rung) {
    return new StreamTheory(
        rung.stream(), question.base().work(), Schedule.pool(rung.size()), Integer.MAX_VALUE);
  }

  /** The delays of a user's own server are drawn again in each shot. */
  private long[] services(Rung rung, long seed) {
    Work work = question.base().work().withSeed(own ? noise.nextLong(1_000_000) : seed);
    return IntStream.range(0, rung.requests(seed))
        .mapToLong(
            i -> {
              double slow = noise.nextDouble() < SHARE_SLOW ? 10 * overheadMs : overheadMs;
              return work.delay(i).toNanos() + (long) (slow * (0.5 + noise.nextDouble()) * 1e6);
            })
        .toArray();
  }

  @Override
  public ShotOutcome<StreamSample> fire(Rung rung, long seed) {
    shots.add(rung.size());
    spent = spent.plus(cost(rung));
    if (disturbed) {
      return new Disturbed<>("the pacer came late");
    }
    if (rung.size() >= failingFrom) {
      return new Failed<>(new SizeFailure(rung.size(), false, "some failed"), true);
    }
    long[] services = services(rung, seed);
    double[] responses = theory(rung).counted(seed, services).responsesMs();
    Arrays.setAll(responses, i -> responses[i] + 0.3 * noise.nextDouble());
    return new Valid<>(
        new StreamSample(
            Forecast.percentile(responses, question.share()),
            Arrays.stream(services).mapToDouble(time -> time / 1e6).toArray()));
  }

  @Override
  public void found(Rung rung, double expectedMs) {}

  @Override
  public Duration cost(Rung rung) {
    return rung.length().plusSeconds(4);
  }

  @Override
  public Duration spent() {
    return spent;
  }

  /** The sizes from the least that can serve the rate. */
  List<Rung> sizes(int most) {
    double load = question.asked().arrivals().perSecond() * assumed().meanMs() / 1e3;
    return question.sizes((int) load + 1, most);
  }

  StreamSearch newSearch(List<Rung> ladder) {
    var forecast =
        new Forecast(
            question.base().work(),
            Schedule::pool,
            Integer.MAX_VALUE,
            question.share(),
            question.seed());
    return new StreamSearch(ladder, forecast, question.base().goal(), question.seed(), assumed());
  }

  /** What the search finds on that ladder, with plenty of time. */
  StreamSearch search(List<Rung> ladder) throws IOException, InterruptedException {
    StreamSearch search = newSearch(ladder);
    var _ = search.search(this, PLENTY);
    return search;
  }

  /** As the probe would find them, and half of the overhead is not seen. */
  ServiceTimes assumed() {
    Work work = question.base().work();
    return own
        ? ServiceTimes.guessed(work.delay(), question.seed())
        : ServiceTimes.of(work, overheadMs / 2);
  }

  /** The percentile of requests that do not wait. */
  double aloneMs() {
    return assumed().percentileMs(question.share(), question.seed());
  }

  /** The percentile of the requests of many other draws. */
  private double trueMs(Rung rung) {
    return truths.computeIfAbsent(
        rung,
        _ -> {
          double[] all =
              IntStream.range(0, TRUE_DRAWS)
                  .mapToObj(
                      draw ->
                          theory(rung).counted(TRUE_SEED + draw, services(rung, TRUE_SEED + draw)))
                  .flatMapToDouble(counted -> Arrays.stream(counted.responsesMs()))
                  .toArray();
          return Forecast.percentile(all, question.share());
        });
  }

  /** The first rung that keeps the goal over many draws; the ladder's length if none does. */
  int trueRung(List<Rung> ladder) {
    int misses = -1;
    int keeps = ladder.size();
    while (keeps - misses > 1) {
      int middle = (misses + keeps) / 2;
      if (question.base().goal().allows(trueMs(ladder.get(middle)))) {
        keeps = middle;
      } else {
        misses = middle;
      }
    }
    return keeps;
  }

  @Override
  public String toString() {
    return "%s with %s".formatted(question.base().work().delay().text(), question.base().goal());
  }
}

package dev.fanout.bench.stream;

import dev.fanout.bench.arrival.ArrivalStream;
import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.floor.ErlangC;
import dev.fanout.bench.floor.Queue;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.server.Delay;
import dev.fanout.server.Stall;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * What a perfect machine makes of a stream: the same arrivals and delays in a queue before the
 * places that the model and the server have, where nothing but the server's delay takes time.
 *
 * @param stream how requests arrive
 * @param work what they ask for
 * @param schedule of the model, whose lanes are places
 * @param atOnce how many requests the server answers at once
 */
public record StreamTheory(ArrivalStream stream, Work work, Schedule schedule, int atOnce) {
  private static final double SPARE = 1.5; // on a real machine requests take longer
  private static final int FEW = 50;
  private static final int MOST_DRAWS = 200;
  private static final int MOST_DRAWN = 2_000_000; // requests of all draws together

  /** How many requests are served at once. */
  public int places() {
    return Math.min(schedule.lanes(), atOnce);
  }

  /** The least wall time of the stream. */
  public Duration floor() {
    return Duration.ofNanos(Arrays.stream(queue(work.seed()).ends()).max().orElse(0));
  }

  /** The most requests that the perfect machine has in flight. */
  public int mostServed() {
    return queue(work.seed()).mostServed();
  }

  /** About how many requests the model has in flight at most, with some to spare. */
  public int mostInFlight() {
    return Math.min(schedule.inFlight(work.requests()), (int) (SPARE * mostServed()) + FEW);
  }

  /**
   * By how many requests a second the backlog grows for ever; 0 where as many can be served as
   * arrive: where the places are more than rate times mean service time, by Little's law.
   */
  public double growthPerSecond() {
    double served = places() / (work.delay().mean().toNanos() / 1e9);
    return Math.max(0, stream.arrivals().perSecond() - served);
  }

  /** Whether the backlog grows for ever. */
  public boolean grows() {
    return places() <= stream.arrivals().perSecond() * (work.delay().mean().toNanos() / 1e9);
  }

  /** The requests as they go with that draw of arrivals and delays. */
  public List<RequestTrace> requests(long seed) {
    long[] arrived = stream.moments(seed);
    Queue queue = queue(seed);
    return IntStream.range(0, arrived.length)
        .mapToObj(
            i ->
                new RequestTrace(
                    i,
                    0,
                    queue.starts()[i] / 1e6,
                    queue.ends()[i] / 1e6,
                    RequestTrace.OK,
                    arrived[i] / 1e6))
        .toList();
  }

  /**
   * The requests that count, on a machine that is perfect but for how long requests take.
   *
   * @param seed of the draw of arrivals
   * @param serviceNanos how long each request takes once it has a place
   */
  public Counted counted(long seed, long[] serviceNanos) {
    long[] arrived = stream.moments(seed);
    Queue queue = Queue.of(arrived, serviceNanos, places(), answered(arrived));
    double from = StreamFigures.warmUpMs(stream.length().toMillis()) * 1e6;
    int first = 0;
    while (first < arrived.length && arrived[first] < from) {
      first++;
    }
    double[] responsesMs = new double[arrived.length - first];
    double waitMs = 0;
    for (int i = first; i < arrived.length; i++) {
      responsesMs[i - first] = (queue.ends()[i] - arrived[i]) / 1e6;
      waitMs += (queue.starts()[i] - arrived[i]) / 1e6;
    }
    return new Counted(responsesMs, waitMs);
  }

  /** The most requests that are in service at once where none has to wait for a place. */
  public int mostServed(long seed, long[] serviceNanos) {
    long[] arrived = stream.moments(seed);
    return Queue.of(arrived, serviceNanos, Integer.MAX_VALUE, answered(arrived)).mostServed();
  }

  /**
   * The requests of a stream that arrived after its warm-up part.
   *
   * @param responsesMs the response time of each
   * @param waitMs how long they waited for a place, all together
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Counted(double[] responsesMs, double waitMs) {}

  /**
   * The mean wait of a request over many draws, so that the luck of one draw is told from the merit
   * of the size: by Erlang's formula where it holds, else by simulation. Empty where nothing is
   * drawn or the backlog grows for ever.
   */
  public OptionalDouble expectedWaitMs() {
    boolean drawn = stream.arrivals().isRandom() || !work.delay().isFixed();
    if (!drawn || grows()) {
      return OptionalDouble.empty();
    }
    if (stream.arrivals() instanceof Arrivals.Poisson poisson
        && work.delay() instanceof Delay.Exponential exponential
        && stream.stall() == null) {
      double serviceMs = exponential.mean().toNanos() / 1e6;
      return OptionalDouble.of(ErlangC.meanWaitMs(poisson.perSecond(), serviceMs, places()));
    }
    int draws = Math.clamp(MOST_DRAWN / work.requests(), 1, MOST_DRAWS);
    return IntStream.rangeClosed(1, draws)
        .mapToObj(draw -> figures(requests(work.seed() + draw)).get(Metric.WAIT_MEAN_MS))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .average();
  }

  /**
   * The values of all metrics of a stream, but for lateness: what was measured, what a perfect
   * machine does with the same draw, and what is to be expected of many draws. Where the backlog
   * grows for ever, the rate at which it does stands in place of response times.
   *
   * @param measured the requests that were answered
   */
  public Map<Metric, Double> values(List<RequestTrace> measured) {
    Map<Metric, Double> values = figures(measured);
    Map<Metric, Double> perfect = figures(requests(work.seed()));
    Map<Metric, Metric> floors = new EnumMap<>(Metric.class);
    Percentile.ALL.forEach(each -> floors.put(each.response(), each.floor()));
    floors.put(Metric.RESPONSE_MAX_MS, Metric.FLOOR_RESPONSE_MAX_MS);
    floors.put(Metric.WAIT_MEAN_MS, Metric.FLOOR_WAIT_MEAN_MS);
    if (grows()) {
      values.keySet().removeAll(floors.keySet());
      values.put(Metric.GROWTH_PER_S, growthPerSecond());
      return values;
    }
    floors.forEach(
        (metric, floor) -> {
          Double value = perfect.get(metric);
          if (value != null && values.containsKey(metric)) {
            values.put(floor, value);
          }
        });
    expectedWaitMs().ifPresent(wait -> values.put(Metric.EXPECTED_WAIT_MEAN_MS, wait));
    return values;
  }

  private Map<Metric, Double> figures(List<RequestTrace> requests) {
    return new StreamFigures(requests, stream.length().toMillis()).values();
  }

  private Queue queue(long seed) {
    long[] arrived = stream.moments(seed);
    Work drawn = work.withSeed(seed);
    long[] delays =
        IntStream.range(0, arrived.length).mapToLong(i -> drawn.delay(i).toNanos()).toArray();
    return Queue.of(arrived, delays, places(), answered(arrived));
  }

  /** A stall counts from the first request. */
  private LongUnaryOperator answered(long[] arrived) {
    Stall stall = stream.stall();
    return stall == null || arrived.length == 0
        ? due -> due
        : due -> stall.answered(due - arrived[0]) + arrived[0];
  }
}

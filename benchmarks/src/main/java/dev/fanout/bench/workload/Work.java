package dev.fanout.bench.workload;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is asked of the server in each shot.
 *
 * @param kind of workload
 * @param requests the number of requests, N
 * @param delay the server's delay, D, or how it is drawn
 * @param seed of the draws
 * @param settings of the parameters that its kind alone has
 */
public record Work(
    WorkloadKind kind, int requests, Delay delay, long seed, Map<Parameter, Object> settings) {

  /** Refuses work of no request. */
  public Work {
    if (requests < 1) {
      throw new IllegalArgumentException(
          "requests is %d, and must be 1 or more".formatted(requests));
    }
    settings = Map.copyOf(settings);
  }

  /** Work of a kind without parameters of its own, or with those as they are usual. */
  public Work(WorkloadKind kind, int requests, Delay delay, long seed) {
    this(kind, requests, delay, seed, Map.of());
  }

  private static final Duration GRACE = Duration.ofMinutes(1);

  /** The same, for another number of requests. */
  public Work of(int count) {
    return new Work(kind, count, delay, seed, settings);
  }

  /** The same, with other draws of the delays. */
  public Work withSeed(long other) {
    return new Work(kind, requests, delay, other, settings);
  }

  /** The same, with other delays. */
  public Work withDelay(Delay other) {
    return new Work(kind, requests, other, seed, settings);
  }

  /** The CPU time that each answer costs, but for the first. */
  public Duration cpu() {
    return settings.get(Parameter.CPU_MS) instanceof Long millis
        ? Duration.ofMillis(millis)
        : Duration.ZERO;
  }

  /** The delay of a request; of an address that is not the slow server's, the one assumed. */
  public Duration delay(int request) {
    return delay.isFixed() ? delay.median() : delay.of(seed, request);
  }

  /** The longest delay that a request has. */
  public Duration longest() {
    return delays().max(Comparator.naturalOrder()).orElseThrow();
  }

  private Stream<Duration> delays() {
    return IntStream.range(0, requests).mapToObj(this::delay);
  }

  /** No right answer to a request comes sooner. */
  public Duration earliest(int request) {
    return kind.setsDelay() ? delay(request) : Duration.ZERO;
  }

  /**
   * How long to wait for an answer: as long as a server would need that serves one request at a
   * time, and a minute.
   */
  public Duration timeout() {
    Duration all =
        delay.isFixed()
            ? delay.median().multipliedBy(requests)
            : delays().reduce(Duration.ZERO, Duration::plus);
    return all.plus(cpu().multipliedBy(requests)).plus(GRACE);
  }

  /** The least wall time of a model with that schedule on a perfect machine with so many cores. */
  public Duration floor(Schedule schedule, int cores) {
    return draw().floor(schedule, cores);
  }

  /** The same work with its delays drawn, for who asks for many floors. */
  public Draw draw() {
    var drawn = new ArrayList<long[]>();
    int first = 0;
    for (int stage : stages()) {
      drawn.add(IntStream.range(first, first + stage).mapToLong(i -> delay(i).toNanos()).toArray());
      first += stage;
    }
    return new Draw(drawn, cpu().toNanos());
  }

  /** As {@link Draw#served}. */
  public Duration served(int atOnce) {
    return draw().served(atOnce);
  }

  /** The most requests in flight at once, of a model with that schedule. */
  public int inFlight(Schedule schedule) {
    return stages().stream().mapToInt(schedule::inFlight).max().orElse(0);
  }

  /** Its requests in the order of stages, to be recorded in the timeline. */
  public List<Batch> batches(Workload workload, Timeline timeline) {
    var batches = new ArrayList<Batch>();
    int first = 0;
    for (int stage : stages()) {
      batches.add(new Batch(workload, timeline, first, stage));
      first += stage;
    }
    return batches;
  }

  private List<Integer> stages() {
    return kind.stages(requests);
  }
}

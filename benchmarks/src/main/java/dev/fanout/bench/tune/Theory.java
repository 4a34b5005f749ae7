package dev.fanout.bench.tune;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.workload.Draw;
import dev.fanout.bench.workload.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * The wall time that a pool of any size needs by theory: the schedule of N requests on P lanes,
 * bound by the cores and by the requests that the server answers at once.
 *
 * <p>Where delays are drawn, those of the shots are one draw of many; a size is to be right for the
 * others too, so their mean is told as well.
 */
public final class Theory {
  /** Draws whose mean is wanted: about so many requests in all, so that predicting is quick. */
  private static final int DRAWN_REQUESTS = 3_000;

  private static final int FEWEST_DRAWS = 8; // of many requests, which differ little in sum
  private static final int MOST_DRAWS = 60; // of few, whose longest differs from draw to draw
  private static final double STEP = 0.005; // a tenth of what makes sizes as good as each other
  private static final int MOSTLY_WAITS =
      20; // times what it computes: less than the 5 % that count
  private static final int ALL = 256; // sizes are looked at one by one where each can be a step
  private static final double FINE = 1.01; // between larger ones: a fifth of what counts
  private static final double BOUND = 1.02; // times the wait alone: queueing, and not rounding
  private static final int PROBED = 16; // calls of a service's own, from which its delay follows
  private static final double APART = 1.2; // without steps: four sizes for each doubling

  private final Work work;
  private final List<Draw> draws;
  private final Duration cpu;
  private final int cores;
  private final OptionalInt capacity;
  private final int passing;
  private final List<Double> served;
  private final Map<Integer, List<Double>> walls = new HashMap<>();

  /**
   * The theory of that work.
   *
   * @param work what the shots ask for
   * @param cpu CPU time that a request costs the caller
   * @param cores of the machine
   * @param capacity the most requests that the server answers at once; empty for any number
   */
  public Theory(Work work, Duration cpu, int cores, OptionalInt capacity) {
    this(work, cpu, cores, capacity, Integer.MAX_VALUE);
  }

  private Theory(Work work, Duration cpu, int cores, OptionalInt capacity, int passing) {
    this.work = work;
    this.cpu = cpu;
    this.cores = cores;
    this.capacity = capacity;
    this.passing = passing;
    int count = Math.clamp(DRAWN_REQUESTS / work.requests(), FEWEST_DRAWS, MOST_DRAWS);
    draws =
        IntStream.range(0, work.delay().isFixed() ? 1 : count)
            .mapToObj(draw -> work.withSeed(work.seed() + draw).draw())
            .toList();
    served =
        draws.stream()
            .map(draw -> capacity.isEmpty() ? 0 : millis(draw.served(capacity.getAsInt())))
            .toList();
  }

  /** The same, for a server that answers so many at once. */
  Theory withCapacity(OptionalInt other) {
    return new Theory(work, cpu, cores, other, passing);
  }

  /** The same, where connections let no more requests through at once, whatever the size. */
  public Theory passing(int atOnce) {
    return new Theory(work, cpu, cores, capacity, atOnce);
  }

  /** The most requests that connections let through; the largest int for any number. */
  int passing() {
    return passing;
  }

  /** The cores of the machine. */
  int cores() {
    return cores;
  }

  /** The number of requests, N. */
  public int requests() {
    return work.requests();
  }

  /**
   * The wall time in milliseconds, with the delays of the shots; their mean where those are not
   * known, at a service of the user's own.
   */
  public double ms(int size) {
    return work.kind().setsDelay() ? walls(size).getFirst() : meanMs(size);
  }

  /** The mean wall time in milliseconds, over many draws of the delays. */
  public double meanMs(int size) {
    return mean(walls(size));
  }

  /** The most requests that the server answers at once; empty for any number. */
  public OptionalInt capacity() {
    return capacity;
  }

  /**
   * Whether nothing but the waiting decides, and what lets so many requests through at once: the
   * server's capacity, or the connections.
   */
  boolean onlyWaitsForALimit() {
    Duration wait = work.delay().median();
    return (capacity.isPresent() || passing < requests())
        && cpu.multipliedBy(MOSTLY_WAITS).compareTo(wait) < 0;
  }

  /** The least wall time in milliseconds that the server's capacity allows; 0 without one. */
  public double servedMs() {
    return served.getFirst();
  }

  /** The wall time in milliseconds, were the server to answer any number at once. */
  double unservedMs(int size) {
    List<Double> all =
        IntStream.range(0, draws.size()).mapToObj(draw -> ownMs(draw, size)).toList();
    return work.kind().setsDelay() ? all.getFirst() : mean(all);
  }

  /** How long a request takes that waits for no other, in milliseconds; the mean. */
  double callMs() {
    return delaysMs().average().orElseThrow() + millis(cpu);
  }

  /** By how much that may be wrong, as a share, since a service's own delays are assumed. */
  double callError() {
    return deviation() / Math.sqrt(PROBED);
  }

  /** By how much the mean of a shot's requests may differ from it by chance, as a share. */
  double drawError() {
    return deviation() / Math.sqrt(requests());
  }

  /** Two standard deviations of a delay that is not known, as a share of the mean. */
  private double deviation() {
    if (work.kind().setsDelay() || requests() == 1) {
      return 0;
    }
    double[] delays = delaysMs().toArray();
    return Observations.MARGIN * StandardDeviation.of(delays).getAsDouble() / callMs();
  }

  private DoubleStream delaysMs() {
    return IntStream.range(0, requests()).mapToDouble(request -> millis(work.delay(request)));
  }

  /** The least wall time in milliseconds that the cores allow. */
  public double computedMs() {
    return millis(cpu) * requests() / cores;
  }

  /**
   * The sizes that can be told apart, in rising order. As long as waiting alone decides they are
   * the steps: each is the smallest with its wall time, and one between two of them is no faster.
   * From where the server or the cores bind, requests queue for them, and sizes lie some way apart.
   * The largest is always among them, since a server that theory does not know may gain by it.
   */
  public List<Integer> steps(int most) {
    var steps = new ArrayList<Integer>();
    double least = Double.MAX_VALUE;
    int bound = 0;
    for (int size : sizes(most)) {
      double waited = waitedMs(size);
      boolean step = isGain(waited, least);
      if (step) {
        least = waited;
        bound = bound == 0 && meanMs(size) > BOUND * waited ? size : bound;
      }
      if (step || size == most || (bound > 0 && size >= APART * steps.getLast())) {
        steps.add(size);
      }
    }
    return List.copyOf(steps);
  }

  /**
   * All sizes as far as they can be counted out; beyond that, where the steps of equal delays lie,
   * and else a hundredth apart.
   */
  public List<Integer> sizes(int most) {
    var sizes = new TreeSet<Integer>();
    IntStream.rangeClosed(1, Math.min(ALL, most)).forEach(sizes::add);
    if (work.delay().isFixed()) {
      int together = work.inFlight(Schedule.unbounded());
      IntStream.rangeClosed(1, Math.ceilDiv(together, ALL))
          .map(rounds -> Math.ceilDiv(together, rounds))
          .filter(size -> size <= most)
          .forEach(sizes::add);
    } else {
      for (double size = ALL; size < most; size *= FINE) {
        sizes.add((int) Math.ceil(size));
      }
    }
    sizes.add(most);
    return List.copyOf(sizes);
  }

  /** Whether a wall time is shorter than another by more than nothing. */
  static boolean isGain(double ms, double than) {
    return ms < (1 - STEP) * than;
  }

  private Schedule pool(int size) {
    return Schedule.pool(Math.min(size, passing));
  }

  private double waitedMs(int size) {
    Schedule pool = pool(size);
    return mean(draws.stream().map(draw -> millis(draw.floor(pool, Integer.MAX_VALUE))).toList());
  }

  private List<Double> walls(int size) {
    return walls.computeIfAbsent(
        size,
        _ ->
            IntStream.range(0, draws.size())
                .mapToObj(draw -> Math.max(ownMs(draw, size), served.get(draw)))
                .toList());
  }

  private double ownMs(int draw, int size) {
    return Math.max(millis(draws.get(draw).floor(pool(size), cores)), computedMs());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}

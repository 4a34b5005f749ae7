package dev.fanout.bench.floor;

import java.util.Arrays;

/**
 * How a model lays requests out in time, and so the least wall time in which a machine without any
 * overhead answers them: the floor.
 *
 * @param lanes how many chunks are under way at once
 * @param chunk the requests of a chunk, which go one after another
 * @param inOrder whether lanes take up the requests in the order of their numbers
 * @param computing how many threads handle answers
 * @param byCores whether the lanes are as many as this machine's cores make them, so that another
 *     machine has others
 */
public record Schedule(int lanes, int chunk, boolean inOrder, int computing, boolean byCores) {
  private static final int ANY = Integer.MAX_VALUE;

  /** Refuses lanes and chunks of none. */
  public Schedule {
    if (lanes < 1 || chunk < 1 || computing < 1) {
      throw new IllegalArgumentException(
          "%d lanes, chunks of %d, %d computing: each is 1 or more"
              .formatted(lanes, chunk, computing));
    }
  }

  /** One request after another. */
  public static Schedule serial() {
    return pool(1);
  }

  /** All at once. */
  public static Schedule unbounded() {
    return pool(ANY);
  }

  /** At most {@code size} at a time, the next in order as soon as one ends. */
  public static Schedule pool(int size) {
    return chunkedPool(size, 1);
  }

  /** At most {@code size} chunks at a time, the requests of a chunk one after another. */
  public static Schedule chunkedPool(int size, int chunk) {
    return new Schedule(size, chunk, true, ANY, false);
  }

  /** A pool whose size follows from this machine's cores. */
  public static Schedule poolOfCores(int size) {
    return new Schedule(size, 1, true, ANY, true);
  }

  /** The same, of a model that may take up the requests in another order than they have. */
  public Schedule inAnyOrder() {
    return new Schedule(lanes, chunk, false, computing, byCores);
  }

  /** The same, where something else lets only so many through at a time, in any order. */
  public Schedule atMost(int atOnce) {
    return atOnce < lanes ? new Schedule(atOnce, chunk, false, computing, byCores) : this;
  }

  /** The same, where so many threads handle all answers. */
  public Schedule computingOn(int threads) {
    return new Schedule(lanes, chunk, inOrder, threads, byCores);
  }

  /** The most of that many requests that are in flight at once. */
  public int inFlight(int requests) {
    return Math.min(lanes, Math.ceilDiv(requests, chunk));
  }

  /**
   * The floor of requests, from the time that their release times count from to the last answer: no
   * run of the model can be quicker. A batch is released all at 0, a stream of arrivals one by one.
   *
   * <p>In order, it is the wall time of the greedy schedule: the free lane takes the next chunk.
   * That bounds every run from below, since longer requests can only delay each lane (Graham's
   * anomalies need precedences). In any order it is the greatest of three bounds of makespan on
   * identical machines: the longest request; the mean load of a lane; and, for each k, the k + 1
   * shortest of the {@code k lanes + 1} longest requests, of which some lane has to take k + 1. CPU
   * time adds a fourth: after the soonest answer, all of it on the cores there are. The mean load
   * and the CPU time also bound what is released from some time on, taken alone.
   *
   * <p>All times are in nanoseconds and in the order of the requests.
   *
   * @param releases when each request may begin; requests are numbered in the order of release
   * @param delays of each request
   * @param cpu that handling each answer takes; zero for next to none
   * @param cores of the machine
   */
  public long floorNanos(long[] releases, long[] delays, long cpu, int cores) {
    long[] times = Arrays.stream(delays).map(delay -> delay + cpu).toArray();
    long floor = inOrder ? greedy(releases, times) : inAnyOrder(releases, times);
    int threads = Math.min(computing, cores); // few lanes are bound by their waiting already
    long soonest = Long.MAX_VALUE;
    for (int i = delays.length - 1; i >= 0; i--) {
      soonest = Math.min(soonest, releases[i] + delays[i]);
      if (isFirst(i, releases)) {
        floor = Math.max(floor, soonest + cpu * (delays.length - i) / threads);
      }
    }
    return floor;
  }

  /** Whether none before it is released at the same time. */
  private static boolean isFirst(int request, long[] releases) {
    return request == 0 || releases[request - 1] < releases[request];
  }

  private long greedy(long[] releases, long[] times) {
    var freeAt = new Lanes(inFlight(times.length));
    long last = 0;
    for (int first = 0; first < times.length; first += chunk) {
      long end = freeAt.soonest();
      for (int i = first; i < Math.min(first + chunk, times.length); i++) {
        end = Math.max(end, releases[i]) + times[i];
      }
      freeAt.takeSoonestUntil(end);
      last = Math.max(last, end);
    }
    return last;
  }

  private long inAnyOrder(long[] releases, long[] times) {
    long bound = 0;
    long load = 0;
    long from = Long.MAX_VALUE; // the first release of those that make up the load
    for (int i = times.length - 1; i >= 0; i--) {
      from = Math.min(from, releases[i]);
      load += times[i];
      bound = Math.max(bound, releases[i] + times[i]);
      if (isFirst(i, releases)) {
        bound = Math.max(bound, from + load / Math.min(lanes, times.length - i));
      }
    }
    return Math.max(bound, from + shareOfTheLongest(times));
  }

  /** What some lane needs for its share of the longest, however they are dealt out. */
  private long shareOfTheLongest(long[] times) {
    long[] shortestFirst = times.clone();
    Arrays.sort(shortestFirst);
    long[] upTo = new long[times.length + 1]; // the sum of the longest so many
    for (int i = 0; i < times.length; i++) {
      upTo[i + 1] = upTo[i] + shortestFirst[times.length - 1 - i];
    }
    long bound = 0;
    for (long k = 1; k * lanes < times.length; k++) {
      int last = (int) (k * lanes);
      bound = Math.max(bound, upTo[last + 1] - upTo[(int) (last - k)]);
    }
    return bound;
  }
}

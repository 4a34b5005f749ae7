package dev.fanout.bench.floor;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

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

  /** The same, where so many threads handle all answers. */
  public Schedule computingOn(int threads) {
    return new Schedule(lanes, chunk, inOrder, threads, byCores);
  }

  /** The most of that many requests that are in flight at once. */
  public int inFlight(int requests) {
    return Math.min(lanes, Math.ceilDiv(requests, chunk));
  }

  /**
   * The floor of requests that may go together: no run of the model can be quicker.
   *
   * <p>In order, it is the wall time of the greedy schedule: the free lane takes the next chunk.
   * That bounds every run from below, since longer requests can only delay each lane (Graham's
   * anomalies need precedences). In any order it is the greater of three bounds of makespan on
   * identical machines: the longest request; the mean load of a lane; and, for each k, the k + 1
   * shortest of the {@code k lanes + 1} longest requests, of which some lane has to take k + 1. CPU
   * time adds a fourth: after the soonest answer, all of it on the cores there are.
   *
   * @param delays of each request, in order
   * @param cpu that handling each answer takes; zero for next to none
   * @param cores of the machine
   */
  public Duration floor(List<Duration> delays, Duration cpu, int cores) {
    return Duration.ofNanos(
        floorNanos(delays.stream().mapToLong(Duration::toNanos).toArray(), cpu.toNanos(), cores));
  }

  /** The same in nanoseconds, for a search that asks thousands of times. */
  public long floorNanos(long[] delays, long cpu, int cores) {
    long[] times = Arrays.stream(delays).map(delay -> delay + cpu).toArray();
    long waiting = inOrder ? greedy(times) : inAnyOrder(times);
    int threads = Math.min(computing, cores); // few lanes are bound by their waiting already
    long soonest = Arrays.stream(delays).min().orElseThrow();
    return Math.max(waiting, soonest + cpu * delays.length / threads);
  }

  private long greedy(long[] times) {
    var freeAt = new Lanes(inFlight(times.length));
    long last = 0;
    for (int first = 0; first < times.length; first += chunk) {
      long taken = 0;
      for (int i = first; i < Math.min(first + chunk, times.length); i++) {
        taken += times[i];
      }
      last = Math.max(last, freeAt.take(taken));
    }
    return last;
  }

  private long inAnyOrder(long[] times) {
    long[] shortestFirst = times.clone();
    Arrays.sort(shortestFirst);
    long[] upTo = new long[times.length + 1]; // the sum of the longest so many
    for (int i = 0; i < times.length; i++) {
      upTo[i + 1] = upTo[i] + shortestFirst[times.length - 1 - i];
    }
    long bound = upTo[times.length] / Math.min(lanes, times.length);
    for (long k = 0; k * lanes < times.length; k++) {
      int last = (int) (k * lanes);
      bound = Math.max(bound, upTo[last + 1] - upTo[(int) (last - k)]);
    }
    return bound;
  }

  /** When each lane is free again, as a binary heap: the JDK's holds no primitives. */
  private static final class Lanes {
    private final long[] freeAt;

    Lanes(int count) {
      freeAt = new long[count];
    }

    /** The lane that is free first is taken for so long; returns when that ends. */
    long take(long time) {
      long end = freeAt[0] + time;
      int at = 0;
      for (int child = 1; child < freeAt.length; child = 2 * at + 1) {
        int right = child + 1;
        int sooner = right < freeAt.length && freeAt[right] < freeAt[child] ? right : child;
        if (freeAt[sooner] >= end) {
          break;
        }
        freeAt[at] = freeAt[sooner];
        at = sooner;
      }
      freeAt[at] = end;
      return end;
    }
  }
}

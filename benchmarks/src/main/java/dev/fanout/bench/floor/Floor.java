package dev.fanout.bench.floor;

import java.time.Duration;

/**
 * The floor: the least wall time in which a machine without any overhead answers N requests.
 *
 * <p>The requests are alike and are known at the start, so any greedy schedule is a best one. All
 * counts are at least 1.
 */
public final class Floor {
  private Floor() {}

  /** One request after another: {@code N D}. */
  public static Duration serial(int requests, Duration delay) {
    return delay.multipliedBy(requests);
  }

  /** All at once: {@code D}. */
  public static Duration unbounded(Duration delay) {
    return delay;
  }

  /** At most {@code size} at a time: {@code ceil(N / size) D}. */
  public static Duration pool(int requests, int size, Duration delay) {
    return delay.multipliedBy(Math.ceilDiv(requests, size));
  }

  /**
   * At most {@code size} chunks at a time, the requests of a chunk one after another.
   *
   * <p>With {@code m = ceil(N / chunk)} chunks in {@code r = ceil(m / size)} rounds it is {@code r
   * chunk D}; if the last round holds the partial chunk alone, that round takes only {@code (N mod
   * chunk) D}.
   */
  public static Duration chunkedPool(int requests, int size, int chunk, Duration delay) {
    int chunks = Math.ceilDiv(requests, chunk);
    int rounds = Math.ceilDiv(chunks, size);
    int partial = requests % chunk;
    boolean partialAlone = partial > 0 && chunks - (rounds - 1) * size == 1;
    long steps = (rounds - 1L) * chunk + (partialAlone ? partial : chunk);
    return delay.multipliedBy(steps);
  }
}

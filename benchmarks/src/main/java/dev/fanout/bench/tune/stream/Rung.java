package dev.fanout.bench.tune.stream;

import dev.fanout.bench.arrival.ArrivalStream;
import dev.fanout.bench.arrival.Arrivals;
import java.time.Duration;

/**
 * A size with a stream of arrivals: what can be measured, and keeps a goal or does not.
 *
 * @param length how long requests arrive
 */
public record Rung(int size, Arrivals arrivals, Duration length) {
  /** The rate that has to be served. */
  public double perSecond() {
    return arrivals.perSecond();
  }

  /** The requests of that draw. */
  public int requests(long seed) {
    return arrivals.moments(length, seed).length;
  }

  /** The stream, of a server that does not stall. */
  ArrivalStream stream() {
    return new ArrivalStream(arrivals, length, null);
  }
}

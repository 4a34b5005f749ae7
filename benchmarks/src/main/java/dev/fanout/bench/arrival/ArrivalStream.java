package dev.fanout.bench.arrival;

import dev.fanout.server.Stall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a shot as a stream: each has a moment at which it arrives.
 *
 * @param arrivals how they arrive
 * @param length how long
 * @param stall when the server holds its answers back; absent for never
 */
public record ArrivalStream(Arrivals arrivals, Duration length, @Nullable Stall stall) {
  /** The moments of its requests, in nanoseconds from its start. */
  public long[] moments(long seed) {
    return arrivals.moments(length, seed);
  }
}

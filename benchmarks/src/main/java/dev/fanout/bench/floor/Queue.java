package dev.fanout.bench.floor;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * A queue before a number of places, as a perfect machine would work it off: whoever has waited
 * longest takes the next place that is free, and nothing takes time but the service.
 *
 * @param starts when each request found a place, in nanoseconds
 * @param ends when it was answered, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Queue(long[] starts, long[] ends) {
  /**
   * Works a stream off.
   *
   * @param arrivals when each request arrives, in rising order, in nanoseconds
   * @param delays how long each is served, likewise
   * @param places how many are served at once
   * @param answered when an answer that is due at some time really comes; at that time or later
   */
  public static Queue of(long[] arrivals, long[] delays, int places, LongUnaryOperator answered) {
    long[] starts = new long[arrivals.length];
    long[] ends = new long[arrivals.length];
    Lanes freeAt = places < arrivals.length ? new Lanes(places) : null; // else each finds one free
    for (int i = 0; i < arrivals.length; i++) {
      starts[i] = freeAt == null ? arrivals[i] : Math.max(arrivals[i], freeAt.soonest());
      ends[i] = answered.applyAsLong(starts[i] + delays[i]);
      if (freeAt != null) {
        freeAt.takeSoonestUntil(ends[i]);
      }
    }
    return new Queue(starts, ends);
  }

  /** The most requests that were being served at once. */
  public int mostServed() {
    long[] ended = ends.clone();
    Arrays.sort(ended);
    long[] started = starts.clone();
    Arrays.sort(started);
    int most = 0;
    int gone = 0;
    for (int come = 0; come < started.length; come++) {
      while (ended[gone] <= started[come]) {
        gone++;
      }
      most = Math.max(most, come + 1 - gone);
    }
    return most;
  }
}

package dev.fanout.bench.tune.stream;

import dev.fanout.bench.workload.Work;
import dev.fanout.server.Delay;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long requests take that wait for no other: delays that are known from their draw, where they
 * are, and what was seen beyond these, of which each request takes one by chance.
 *
 * @param known the delays that the slow server has; absent of a server of the user's own
 * @param beyondMs what requests took beyond that, in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // equal only if they are the same
record ServiceTimes(@Nullable Work known, double[] beyondMs) {
  private static final int GUESSED = 2_000; // times that stand for a distribution

  /** The slow server's, where each request takes as much longer. */
  static ServiceTimes of(Work known, double overheadMs) {
    return new ServiceTimes(known, new double[] {overheadMs});
  }

  /** Of a server of the user's own, as long as nothing but a guess is known. */
  static ServiceTimes guessed(Delay delay, long seed) {
    double[] drawn = new double[GUESSED];
    Arrays.setAll(drawn, i -> delay.of(seed, i).toNanos() / 1e6);
    return new ServiceTimes(null, drawn);
  }

  /** As a shot has shown them, of that draw. */
  ServiceTimes as(double[] measuredMs, long seed) {
    long[] delays = delays(measuredMs.length, seed);
    double[] beyond = new double[measuredMs.length];
    Arrays.setAll(beyond, i -> Math.max(0, measuredMs[i] - delays[i] / 1e6));
    return new ServiceTimes(known, beyond);
  }

  /** What both have seen. */
  ServiceTimes and(ServiceTimes other) {
    double[] both = Arrays.copyOf(beyondMs, beyondMs.length + other.beyondMs.length);
    System.arraycopy(other.beyondMs, 0, both, beyondMs.length, other.beyondMs.length);
    return new ServiceTimes(known, both);
  }

  /** Those of so many requests, in nanoseconds. */
  long[] draw(int requests, long seed) {
    long[] times = delays(requests, seed);
    RandomGenerator chance = new SplittableRandom(~seed); // apart from arrivals and delays
    for (int i = 0; i < requests; i++) {
      int drawn = beyondMs.length == 1 ? 0 : chance.nextInt(beyondMs.length);
      times[i] += (long) (beyondMs[drawn] * 1e6);
    }
    return times;
  }

  private long[] delays(int requests, long seed) {
    long[] times = new long[requests];
    if (known != null) {
      Work drawn = known.withSeed(seed);
      Arrays.setAll(times, i -> drawn.delay(i).toNanos());
    }
    return times;
  }

  /** The mean time of a request, in milliseconds. */
  double meanMs() {
    double delayMs = known == null ? 0 : known.delay().mean().toNanos() / 1e6;
    return delayMs + Arrays.stream(beyondMs).average().orElse(0);
  }

  /** A percentile of the same times, over many draws. */
  double percentileMs(double share, long seed) {
    return Forecast.percentile(
        Arrays.stream(draw(Forecast.enough(share), seed)).mapToDouble(time -> time / 1e6).toArray(),
        share);
  }
}

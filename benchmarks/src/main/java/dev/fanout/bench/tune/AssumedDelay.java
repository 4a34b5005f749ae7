package dev.fanout.bench.tune;

import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * The delays that a service of the user's own is taken to have, from the waits of a few calls.
 *
 * <p>A log-normal distribution, as most services have one, or the same time always where the calls
 * hardly differed.
 */
public final class AssumedDelay {
  private static final double STEADY =
      0.05; // of the logarithms: a fixed delay, and the noise of a network
  private static final double WIDEST = 2; // that a delay may have: 1 in 40 is 50 times the median

  private AssumedDelay() {}

  /**
   * The delays.
   *
   * @param waitsMs of one call or more, in milliseconds
   */
  public static Delay of(List<Double> waitsMs) {
    double[] logarithms =
        waitsMs.stream().mapToDouble(wait -> Math.log(Math.max(1, wait))).toArray();
    double spread = logarithms.length == 1 ? 0 : StandardDeviation.of(logarithms).getAsDouble();
    long median = Math.round(Math.exp(Mean.of(logarithms).getAsDouble()));
    return spread < STEADY
        ? Delay.fixed(Duration.ofMillis(median))
        : Delay.parse(
            String.format(Locale.ROOT, "lognormal:%dms,%.2f", median, Math.min(spread, WIDEST)));
  }

  /** The median of them: what the floors of a plan are computed with. */
  public static Delay median(List<Double> waitsMs) {
    double median =
        Median.withDefaults().evaluate(waitsMs.stream().mapToDouble(wait -> wait).toArray());
    return Delay.fixed(Duration.ofMillis(Math.max(1, Math.round(median))));
  }

  /** The shortest of them: what the floor of a search's shots is computed with. */
  public static Delay least(List<Double> waitsMs) {
    double least = waitsMs.stream().mapToDouble(wait -> wait).min().orElseThrow();
    return Delay.fixed(Duration.ofMillis(Math.max(1, (long) least)));
  }
}

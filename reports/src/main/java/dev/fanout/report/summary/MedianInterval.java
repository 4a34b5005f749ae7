package dev.fanout.report.summary;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A confidence interval of the median of at least 95 %, whatever the values' distribution.
 *
 * <p>Of n independent values, the number below the median is binomial (n, 1/2). So the k-th least
 * and the k-th greatest value enclose the median but for a chance of 2 P(B &lt; k). The interval is
 * that of the greatest k for which this is at most 5 %; for fewer than 6 values there is none. See
 * David and Nagaraja, Order Statistics, 3rd edition, section 7.1.
 *
 * @param low its lower end, one of the values
 * @param high its upper end, one of the values
 */
record MedianInterval(double low, double high) {
  private static final double TAIL = 0.025;

  /** The interval; absent where the values are too few. */
  static Optional<MedianInterval> of(double[] values) {
    int k = BinomialDistribution.of(values.length, 0.5).inverseCumulativeProbability(TAIL);
    if (k == 0) {
      return Optional.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Optional.of(new MedianInterval(sorted[k - 1], sorted[sorted.length - k]));
  }
}

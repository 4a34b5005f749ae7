package dev.fanout.report.compare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.jspecify.annotations.Nullable;

/**
 * By how much the values of one sample lie above those of another.
 *
 * @param ms the Hodges-Lehmann estimate: the median of all differences between a value of the one
 *     and a value of the other
 * @param confidence how sure that is; absent where the samples are too small to say
 */
public record Shift(double ms, @Nullable Confidence confidence) {
  /** The confidence level of the interval. */
  public static final double LEVEL = 0.95;

  /** The smallest number of values in each of two samples that gives an interval: 4 of 4. */
  public static final int FEWEST =
      IntStream.iterate(1, n -> n + 1).filter(n -> cut(n, n) > 0).findFirst().getAsInt();

  /**
   * What the Mann-Whitney U test says: exact for fewer than 50 values without ties, else by its
   * normal approximation.
   *
   * @param lowMs the lower end of the interval: the least shift that the test does not reject
   * @param highMs its upper end
   * @param pValue two-sided, of no shift at all
   */
  public record Confidence(double lowMs, double highMs, double pValue) {}

  /**
   * The shift from {@code base} to {@code fresh}.
   *
   * <p>The interval is Moses': the differences in order, as many of them cut off at either end as
   * the test's null distribution allows. It assumes no distribution, only that the two have the
   * same shape. See Hollander, Wolfe and Chicken, <i>Nonparametric Statistical Methods</i>, 3rd
   * edition, sections 4.2 and 4.3.
   *
   * @throws IllegalArgumentException if one of the two is empty
   */
  public static Shift between(double[] base, double[] fresh) {
    if (base.length == 0 || fresh.length == 0) {
      throw new IllegalArgumentException("no value to compare");
    }
    double[] differences =
        Arrays.stream(fresh)
            .flatMap(to -> Arrays.stream(base).map(from -> to - from))
            .sorted()
            .toArray();
    double ms = Median.withDefaults().evaluate(differences);
    int cut = cut(base.length, fresh.length);
    if (cut == 0) {
      return new Shift(ms, null);
    }
    return new Shift(
        ms,
        new Confidence(
            differences[cut - 1],
            differences[differences.length - cut],
            MannWhitneyUTest.withDefaults().test(fresh, base).getPValue()));
  }

  /** The number of values of U, from 0 on, that the test rejects; it is greater for greater U. */
  private static int cut(int n, int m) {
    int rejected = 0;
    int open = Math.ceilDiv(n * m, 2);
    while (rejected < open) {
      int middle = (rejected + open) / 2;
      if (pValue(middle, n, m) <= 1 - LEVEL) {
        rejected = middle + 1;
      } else {
        open = middle;
      }
    }
    return rejected;
  }

  /** The p-value of U, computed from two samples without ties that have this U. */
  private static double pValue(int u, int n, int m) {
    double[] ranked = IntStream.range(0, m).asDoubleStream().toArray();
    double[] placed =
        IntStream.range(0, n)
            .mapToDouble(i -> Math.clamp(u - (long) i * m, 0, m) - 0.5 + i / (2.0 * n + 2))
            .toArray();
    return MannWhitneyUTest.withDefaults().test(placed, ranked).getPValue();
  }
}

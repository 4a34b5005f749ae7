package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Scalability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * Fits the Universal Scalability Law to the throughput of sizes.
 *
 * <p>P / X(P) is linear in 1, P - 1 and P (P - 1), so it is fitted by least squares, each size
 * weighed so that deviations count as shares. A coefficient that comes out below 0 is left out,
 * since the law knows no such.
 */
final class UniversalScalabilityLaw {
  private static final int LEAST_SIZES =
      5; // three coefficients, and two more to see whether they fit
  private static final double WORST =
      0.10; // deviation of a size: beyond, something binds that the law does not know
  private static final double PROBABILITY = 0.975; // both ends of 95 %

  private UniversalScalabilityLaw() {}

  /** Which coefficients are fitted. */
  private enum Terms {
    BOTH(true, true),
    CONTENTION(true, false),
    COHERENCY(false, true),
    NEITHER(false, false);

    private final boolean contention;
    private final boolean coherency;

    Terms(boolean contention, boolean coherency) {
      this.contention = contention;
      this.coherency = coherency;
    }

    double[] of(int size) {
      double others = size - 1.0;
      return DoubleStream.concat(
              DoubleStream.of(1),
              DoubleStream.concat(
                  contention ? DoubleStream.of(others) : DoubleStream.empty(),
                  coherency ? DoubleStream.of(size * others) : DoubleStream.empty()))
          .toArray();
    }
  }

  /** A size and the requests per second that it answered. */
  record Point(int size, double perSecond) {
    double each() {
      return size / perSecond;
    }
  }

  /** The fit; empty if there are too few sizes for one. */
  static Optional<Scalability> fit(List<Point> points, int most) {
    if (points.size() < LEAST_SIZES) {
      return Optional.empty();
    }
    try {
      return Stream.of(Terms.values())
          .flatMap(terms -> fit(points, most, terms).stream())
          .min(Comparator.comparingDouble(Scalability::worst));
    } catch (MathRuntimeException singular) {
      return Optional.empty();
    }
  }

  /** The fit with these terms; empty if one of them is not what the law allows. */
  private static Optional<Scalability> fit(List<Point> points, int most, Terms with) {
    double[][] rows =
        points.stream()
            .map(point -> scaled(with.of(point.size()), 1 / point.each()))
            .toArray(double[][]::new);
    double[] ones = points.stream().mapToDouble(_ -> 1).toArray();
    var regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(ones, rows);
    double[] b = regression.estimateRegressionParameters();
    double lambda = 1 / b[0];
    double sigma = with.contention ? b[1] / b[0] : 0;
    double kappa = with.coherency ? b[b.length - 1] / b[0] : 0;
    if (!(lambda > 0 && sigma >= 0 && kappa >= 0)) { // nor NaN
      return Optional.empty();
    }
    double worst =
        points.stream()
            .mapToDouble(point -> Math.abs(point.each() / dot(b, with.of(point.size())) - 1))
            .max()
            .orElseThrow();
    boolean good = worst <= WORST;
    if (!good) {
      return Optional.of(
          new Scalability(lambda, sigma, kappa, worst, false, null, null, null, null));
    }
    Double peak = kappa > 0 && sigma < 1 ? Double.valueOf(Math.sqrt((1 - sigma) / kappa)) : null;
    int at = (int) Math.max(1, Math.round(Math.min(peak == null ? most : peak, most)));
    double[] terms = with.of(at);
    double each = dot(b, terms);
    double error =
        Math.sqrt(
            quadratic(terms, regression.estimateRegressionParametersVariance())
                * regression.estimateErrorVariance());
    double width =
        TDistribution.of(points.size() - b.length).inverseCumulativeProbability(PROBABILITY)
            * error;
    return Optional.of(
        new Scalability(
            lambda,
            sigma,
            kappa,
            worst,
            true,
            peak,
            at / each,
            at / (each + width),
            each > width ? Double.valueOf(at / (each - width)) : null));
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double quadratic(double[] terms, double[][] matrix) {
    double sum = 0;
    for (int row = 0; row < terms.length; row++) {
      sum += terms[row] * dot(matrix[row], terms);
    }
    return Math.max(0, sum);
  }
}

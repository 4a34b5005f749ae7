package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Tuning.Scalability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
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

  /** A term of P / X(P), which each size P has. */
  private enum Term {
    ALONE,
    CONTENTION,
    COHERENCY;

    double of(int size) {
      return switch (this) {
        case ALONE -> 1;
        case CONTENTION -> size - 1.0;
        case COHERENCY -> size * (size - 1.0);
      };
    }
  }

  /** Which terms are fitted. */
  private static final List<List<Term>> FITS =
      List.of(
          List.of(Term.ALONE, Term.CONTENTION, Term.COHERENCY),
          List.of(Term.ALONE, Term.CONTENTION),
          List.of(Term.ALONE, Term.COHERENCY),
          List.of(Term.ALONE));

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
      return FITS.stream()
          .flatMap(terms -> fit(points, most, terms).stream())
          .min(Comparator.comparingDouble(Scalability::worst));
    } catch (MathRuntimeException singular) {
      return Optional.empty();
    }
  }

  /** The fit with these terms; empty if one of them is not what the law allows. */
  private static Optional<Scalability> fit(List<Point> points, int most, List<Term> terms) {
    double[][] rows =
        points.stream()
            .map(point -> values(terms, point.size()).mapDivide(point.each()).toArray())
            .toArray(double[][]::new);
    double[] ones = points.stream().mapToDouble(_ -> 1).toArray();
    var regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(ones, rows);
    var b = new ArrayRealVector(regression.estimateRegressionParameters());
    double first = b.getEntry(0);
    double sigma = terms.contains(Term.CONTENTION) ? b.getEntry(1) / first : 0;
    double kappa = terms.contains(Term.COHERENCY) ? b.getEntry(b.getDimension() - 1) / first : 0;
    if (!(first > 0 && sigma >= 0 && kappa >= 0)) { // nor NaN
      return Optional.empty();
    }
    double worst =
        points.stream()
            .mapToDouble(
                point -> Math.abs(point.each() / b.dotProduct(values(terms, point.size())) - 1))
            .max()
            .orElseThrow();
    if (worst > WORST) {
      return Optional.of(
          new Scalability(1 / first, sigma, kappa, worst, false, null, null, null, null));
    }
    Double peak = kappa > 0 && sigma < 1 ? Double.valueOf(Math.sqrt((1 - sigma) / kappa)) : null;
    int at = (int) Math.max(1, Math.round(Math.min(peak == null ? most : peak, most)));
    RealVector there = values(terms, at);
    double each = b.dotProduct(there);
    RealMatrix variance =
        MatrixUtils.createRealMatrix(regression.estimateRegressionParametersVariance());
    double error =
        Math.sqrt(
            Math.max(0, variance.operate(there).dotProduct(there))
                * regression.estimateErrorVariance());
    double width =
        TDistribution.of(points.size() - terms.size()).inverseCumulativeProbability(PROBABILITY)
            * error;
    return Optional.of(
        new Scalability(
            1 / first,
            sigma,
            kappa,
            worst,
            true,
            peak,
            at / each,
            at / (each + width),
            each > width ? Double.valueOf(at / (each - width)) : null));
  }

  private static RealVector values(List<Term> terms, int size) {
    return new ArrayRealVector(terms.stream().mapToDouble(term -> term.of(size)).toArray());
  }
}

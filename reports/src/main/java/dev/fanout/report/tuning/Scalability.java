package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * The Universal Scalability Law, X(P) = lambda P / (1 + sigma (P - 1) + kappa P (P - 1)), as fitted
 * to the throughput of all sizes (Gunther, Guerrilla Capacity Planning, 2007).
 *
 * @param lambda requests per second at size 1
 * @param sigma contention
 * @param kappa coherency
 * @param worst the largest deviation of a measured size from the fit, as a share
 * @param good whether the fit is good enough to be believed
 * @param peakSize the size beyond which throughput falls; absent if it never does, or the fit is
 *     poor
 * @param peakPerSecond the most throughput up to the largest size allowed; absent if the fit is
 *     poor
 * @param peakLow the lower end of its 95 % interval; absent in the same cases
 * @param peakHigh its upper end; absent in the same cases
 */
public record Scalability(
    double lambda,
    double sigma,
    double kappa,
    double worst,
    boolean good,
    @Nullable Double peakSize,
    @Nullable Double peakPerSecond,
    @Nullable Double peakLow,
    @Nullable Double peakHigh) {

  /** Refuses numbers that the law does not allow. */
  public Scalability {
    Bounds.requireAbove("lambda", lambda, 0);
    Bounds.requireQuantity("sigma", sigma);
    Bounds.requireQuantity("kappa", kappa);
    Bounds.requireQuantity("worst", worst);
    Bounds.requireAbove("peakSize", peakSize, 0);
    Bounds.requireAbove("peakPerSecond", peakPerSecond, 0);
    Bounds.requireAbove("peakLow", peakLow, 0);
    Bounds.requireAbove("peakHigh", peakHigh, 0);
  }
}

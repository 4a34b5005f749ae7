package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.bench.tune.UniversalScalabilityLaw.Point;
import dev.fanout.report.tuning.Tuning.Scalability;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UniversalScalabilityLawTest {
  private static final List<Integer> SIZES = List.of(1, 2, 4, 8, 16, 32, 64);

  @Test
  void findsTheCoefficientsThatMadeTheData() {
    Scalability fit = fit(SIZES.stream().map(size -> law(size, 20, 0.05, 0.001)).toList());
    assertThat(fit.good()).isTrue();
    assertThat(fit.lambda()).isCloseTo(20, within(1e-6));
    assertThat(fit.sigma()).isCloseTo(0.05, within(1e-8));
    assertThat(fit.kappa()).isCloseTo(0.001, within(1e-8));
    assertThat(fit.peakSize()).isCloseTo(Math.sqrt(0.95 / 0.001), within(1e-3));
    double peak = law(31, 20, 0.05, 0.001).perSecond();
    assertThat(fit.peakPerSecond()).isCloseTo(peak, within(1e-3));
  }

  @Test
  void theIntervalHoldsTheTruthInNoise() {
    List<Point> noisy =
        IntStream.range(0, SIZES.size())
            .mapToObj(i -> noisy(law(SIZES.get(i), 20, 0.05, 0.001), i % 2 == 0 ? 1.02 : 0.98))
            .toList();
    Scalability fit = fit(noisy);
    assertThat(fit.good()).isTrue();
    assertThat(fit.worst()).isBetween(0.01, 0.05);
    double peak = law(31, 20, 0.05, 0.001).perSecond();
    assertThat(fit.peakLow()).isNotNull().isLessThan(peak);
    assertThat(fit.peakHigh()).isNotNull().isGreaterThan(peak);
    assertThat(fit.peakHigh()).isLessThan(2 * peak);
  }

  @Test
  void withoutCoherencyThereIsNoPeakButAMostUpToTheLargestAllowed() {
    Scalability fit = fit(SIZES.stream().map(size -> law(size, 20, 0.05, -0.00005)).toList());
    assertThat(fit.kappa()).isZero();
    assertThat(fit.peakSize()).isNull();
    assertThat(fit.peakPerSecond()).isNotNull();
  }

  @Test
  void aCoefficientBelowNothingIsLeftOut() {
    Scalability fit = fit(SIZES.stream().map(size -> law(size, 20, -0.002, 0.001)).toList());
    assertThat(fit.sigma()).isZero();
    assertThat(fit.kappa()).isCloseTo(0.001, within(3e-4));
    assertThat(fit.good()).isTrue();
  }

  @Test
  void saysThatAFitIsPoorInsteadOfGivingANumber() {
    List<Point> stairs =
        SIZES.stream().map(size -> new Point(size, size < 16 ? 10 : size < 64 ? 20 : 100)).toList();
    Scalability fit = fit(stairs);
    assertThat(fit.good()).isFalse();
    assertThat(fit.peakPerSecond()).isNull();
    assertThat(fit.peakLow()).isNull();
    assertThat(fit.peakSize()).isNull();
  }

  @Test
  void wantsFiveSizes() {
    List<Point> four = SIZES.stream().limit(4).map(size -> law(size, 20, 0.05, 0.001)).toList();
    assertThat(UniversalScalabilityLaw.fit(four, 100)).isEmpty();
  }

  private static Scalability fit(List<Point> points) {
    return UniversalScalabilityLaw.fit(points, 100).orElseThrow();
  }

  private static Point noisy(Point point, double factor) {
    return new Point(point.size(), factor * point.perSecond());
  }

  private static Point law(int size, double lambda, double sigma, double kappa) {
    double others = size - 1.0;
    return new Point(size, lambda * size / (1 + sigma * others + kappa * size * others));
  }
}

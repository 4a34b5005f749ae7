package dev.fanout.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.report.compare.Change.Verdict;
import dev.fanout.report.compare.Shift.Confidence;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTest {
  /**
   * Hollander and Wolfe's example 4.1, the permeability of the human chorioamnion; R's {@code
   * wilcox.test(term, gained, conf.int = TRUE)} gives W = 35, p = 0.2544, 0.305 and -0.15 to 0.76.
   */
  @Test
  void agreesWithThePublishedExample() {
    double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] gained = {1.15, 0.88, 0.90, 0.74, 1.21};
    Shift shift = Shift.between(gained, term);
    assertThat(shift.ms()).isCloseTo(0.305, within(1e-9));
    assertThat(confidence(shift).pValue()).isCloseTo(0.2544, within(5e-5));
    assertThat(confidence(shift).lowMs()).isCloseTo(-0.15, within(1e-9));
    assertThat(confidence(shift).highMs()).isCloseTo(0.76, within(1e-9));
  }

  /** The differences are 6 to 12 with frequencies 1, 2, 3, 4, 3, 2, 1; p = 2 / C(8, 4). */
  @Test
  void agreesWithWhatAHandComputes() {
    Shift shift = Shift.between(new double[] {1, 2, 3, 4}, new double[] {10, 11, 12, 13});
    assertThat(shift.ms()).isEqualTo(9);
    assertThat(confidence(shift).lowMs()).isEqualTo(6);
    assertThat(confidence(shift).highMs()).isEqualTo(12);
    assertThat(confidence(shift).pValue()).isCloseTo(2.0 / 70, within(1e-12));
  }

  /** The least two-sided p is 2 / C(n + m, n). */
  @ParameterizedTest
  @CsvSource({
    "1, 1, false", "3, 3, false", "3, 4, false", "2, 7, false", "1, 38, false",
    "3, 5, true", "4, 4, true", "2, 8, true", "1, 39, true", "60, 60, true"
  })
  void hasAnIntervalOnlyWhereTheTestCanRejectAtAll(int base, int fresh, boolean has) {
    Shift shift = Shift.between(numbers(base), numbers(fresh));
    assertThat(shift.confidence() != null).isEqualTo(has);
  }

  @Test
  void namesTheFewestShotsThatHaveAnInterval() {
    assertThat(Shift.FEWEST).isEqualTo(4);
  }

  @Test
  void ofASampleFromItselfIsNone() {
    double[] sample = {3_010.5, 3_012, 3_014, 3_020, 3_031};
    Shift shift = Shift.between(sample, sample);
    assertThat(shift.ms()).isZero();
    assertThat(confidence(shift).lowMs()).isEqualTo(-confidence(shift).highMs()).isNegative();
    assertThat(confidence(shift).pValue()).isCloseTo(1, within(1e-9));
  }

  @Test
  void needsAValueOnEitherSide() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shift.between(new double[0], new double[] {1}));
  }

  /** What the test promises: the interval misses the truth in one of twenty, and no more. */
  @ParameterizedTest
  @CsvSource({"4, 4", "5, 8", "10, 10", "20, 15"})
  void theIntervalHoldsTheTrueShiftAsOftenAsItPromises(int n, int m) {
    var random = new Random(n * 100L + m);
    int rounds = 2_000;
    long held =
        IntStream.range(0, rounds)
            .filter(
                _ -> {
                  Confidence confidence =
                      confidence(Shift.between(times(random, n, 0, 20), times(random, m, 7, 20)));
                  return confidence.lowMs() <= 7 && 7 <= confidence.highMs();
                })
            .count();
    assertThat((double) held / rounds).isBetween(0.945, 0.98);
  }

  @Test
  void theIntervalExcludesZeroWhereverTheTestRejects() {
    var random = new Random(5);
    for (int i = 0; i < 500; i++) {
      Confidence confidence =
          confidence(Shift.between(times(random, 8, 0, 20), times(random, 7, 15, 20)));
      boolean excludesZero = confidence.lowMs() > 0 || confidence.highMs() < 0;
      assertThat(excludesZero).isEqualTo(confidence.pValue() <= 0.05);
    }
  }

  @Test
  void identicalRunsAreSeldomCalledFasterOrSlower() {
    var random = new Random(1);
    long wrong =
        IntStream.range(0, 2_000)
            .mapToObj(_ -> verdict(times(random, 10, 0, 60), times(random, 10, 0, 60)))
            .filter(verdict -> verdict == Verdict.FASTER || verdict == Verdict.SLOWER)
            .count();
    assertThat(wrong).isBetween(1L, 100L);
  }

  @Test
  void aShiftOfSeveralBandsIsFoundInTenShots() {
    var random = new Random(2);
    long found =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> verdict(times(random, 10, 0, 10), times(random, 10, 25, 10)))
            .filter(Verdict.SLOWER::equals)
            .count();
    assertThat(found).isGreaterThan(990);
  }

  @Test
  void quietRunsWithoutAShiftHaveNoChange() {
    var random = new Random(3);
    long none =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> verdict(times(random, 10, 0, 2), times(random, 10, 0.5, 2)))
            .filter(Verdict.NO_CHANGE::equals)
            .count();
    assertThat(none).isGreaterThan(990);
  }

  @ParameterizedTest
  @CsvSource({
    "0, -5, 5, NO_CHANGE",
    "3, 1, 5, NO_CHANGE", // certain, and too small to speak of
    "8, 1, 15, SLOWER",
    "5, 1, 15, TOO_FEW_SHOTS_TO_TELL", // not beyond the band
    "8, 0, 15, TOO_FEW_SHOTS_TO_TELL",
    "-8, -15, -1, FASTER",
    "-8, -15, 0, TOO_FEW_SHOTS_TO_TELL",
    "0, -6, 5, TOO_FEW_SHOTS_TO_TELL",
    "0, -5, 6, TOO_FEW_SHOTS_TO_TELL"
  })
  void theVerdictFollowsFromIntervalAndBand(double ms, double low, double high, Verdict verdict) {
    assertThat(Verdict.of(new Shift(ms, new Confidence(low, high, 0.5)), 5)).isEqualTo(verdict);
  }

  @Test
  void withoutAnIntervalThereAreTooFewShotsToTell() {
    assertThat(Verdict.of(new Shift(1e6, null), 5)).isEqualTo(Verdict.TOO_FEW_SHOTS_TO_TELL);
  }

  @ParameterizedTest
  @CsvSource({"20, 5", "-3, 5", "50, 5", "467, 46.7"})
  void theBandIsATenthOfTheOverheadAndAtLeastFiveMillis(double overhead, double band) {
    assertThat(Change.bandMs(overhead)).isCloseTo(band, within(1e-9));
  }

  private static Verdict verdict(double[] base, double[] fresh) {
    double overhead = Arrays.stream(base).sorted().skip(base.length / 2).findFirst().getAsDouble();
    return Verdict.of(Shift.between(base, fresh), Change.bandMs(overhead));
  }

  /** Skewed, as times are. */
  private static double[] times(Random random, int count, double shift, double spread) {
    return DoubleStream.generate(() -> shift + spread * Math.exp(0.5 * random.nextGaussian()))
        .limit(count)
        .toArray();
  }

  private static double[] numbers(int count) {
    return IntStream.range(0, count).mapToDouble(i -> Math.sqrt(i + count)).toArray();
  }

  private static Confidence confidence(Shift shift) {
    return Objects.requireNonNull(shift.confidence());
  }
}

package dev.fanout.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "300467.298, 300.5 s",
    "48158.4, 48.16 s",
    "3019.944, 3.020 s",
    "1000, 1.000 s",
    "999.6, 1.000 s",
    "467.298, 467 ms",
    "28.25, 28.3 ms",
    "0.5, 0.50 ms",
    "0, 0.00 ms",
    "-12.34, -12.3 ms",
    "12345678, 12346 s"
  })
  void areBriefInTheUnitThatSuits(double millis, String text) {
    assertThat(Numbers.brief(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1.00x", "6.2391, 6.24x", "99.49, 99.5x", "1234.5, 1235x"})
  void haveThreeDigitsAsRatios(double ratio, String text) {
    assertThat(Numbers.times(ratio)).isEqualTo(text);
  }

  @Test
  void areExactAsInTheFilesAndEmptyForNone() {
    assertThat(Numbers.exact(3_020.1234)).isEqualTo("3020.123 ms");
    assertThat(Numbers.exact(null)).isEmpty();
    assertThat(Numbers.ratio(null)).isEmpty();
  }
}

package dev.fanout.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MedianIntervalTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void thereIsNoneForFewerThanSixValues(int n) {
    assertThat(MedianInterval.of(firstNumbers(n))).isEmpty();
  }

  /** From the table of ranks in textbooks, at 95 %. */
  @ParameterizedTest
  @CsvSource({"6, 1, 6", "8, 1, 8", "9, 2, 8", "10, 2, 9", "12, 3, 10", "20, 6, 15", "30, 10, 21"})
  void takesTheRanksOfTheTable(int n, double low, double high) {
    assertThat(MedianInterval.of(firstNumbers(n))).contains(new MedianInterval(low, high));
  }

  @Test
  void takesValuesInAnyOrder() {
    assertThat(MedianInterval.of(new double[] {5, 1, 4, 2, 6, 3}))
        .contains(new MedianInterval(1, 6));
  }

  /** Of a thousand samples of a skewed distribution, 95 % must enclose its median, ln 2. */
  @Test
  void enclosesTheMedianAsOftenAsItSays() {
    var random = new Random(20_261_121);
    long enclosing =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> random.doubles(15).map(u -> -Math.log(u)).toArray())
            .map(values -> MedianInterval.of(values).orElseThrow())
            .filter(i -> i.low() <= Math.log(2) && Math.log(2) <= i.high())
            .count();
    assertThat(enclosing).isBetween(940L, 985L);
  }

  private static double[] firstNumbers(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }
}

package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DelayTest {
  private static final int DRAWS = 10_001;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3s",
        "250ms",
        "uniform:1s..5s",
        "uniform:1ms..60m",
        "lognormal:3s,0.4",
        "lognormal:250ms,2",
        "exponential:3s",
        "3s,1%:30s",
        "200ms,0.25%:2m"
      })
  void writesWhatItReads(String text) {
    Delay delay = Delay.parse(text);
    assertThat(delay.text()).isEqualTo(text);
    assertThat(Delay.parse(delay.text())).isEqualTo(delay);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ' 3S '             | 3s
          'Uniform:1S..5S'   | uniform:1s..5s
          '1000ms,1.50%:30s' | 1s,1.5%:30s
          'lognormal:60s,01' | lognormal:1m,1
          """)
  void readsLeniently(String text, String canonical) {
    assertThat(Delay.parse(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                  | none of the forms
          3                   | none of the forms
          3 s                 | none of the forms
          0ms                 | '0ms' is out of range
          61m                 | '61m' is out of range
          normal:3s,0.4       | none of the forms
          uniform:1s          | none of the forms
          uniform:5s..5s      | 5s is not below 5s
          uniform:5s..1s      | 5s is not below 1s
          uniform:1s..61m     | '61m' is out of range
          lognormal:3s        | none of the forms
          lognormal:3s,-1     | none of the forms
          lognormal:3s,0      | sigma 0 is not above 0 and at most 2
          lognormal:3s,2.1    | sigma 2.1 is not above 0 and at most 2
          exponential:0ms     | '0ms' is out of range
          exponential:61m     | '61m' is out of range
          exponential:3       | none of the forms
          3s,1:30s            | none of the forms
          3s,0%:30s           | 0% is not above 0% and below 50%
          3s,50%:30s          | 50% is not above 0% and below 50%
          3s,1%:2h            | none of the forms
          """)
  void refusesAllElseNamingItAndTheForms(String text, String reason) {
    assertThatThrownBy(() -> Delay.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'" + text + "' is not a delay: ", reason)
        .hasMessageContainingAll("3s, ", "uniform:1s..5s", "lognormal:3s,0.4", "3s,1%:30s")
        .hasMessageContaining("exponential:3s")
        .hasMessageNotContaining("\n")
        .hasMessageContaining("between 1ms and 60m");
    assertThatThrownBy(() -> new DelayConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is not a delay: ");
  }

  @Test
  void aFixedDelayIsTheSameForAll() {
    Delay delay = Delay.fixed(Duration.ofSeconds(3));
    assertThat(delay.isFixed()).isTrue();
    assertThat(draws(delay, 1)).containsOnly(3_000L);
    assertThat(delay.median()).isEqualTo(Duration.ofSeconds(3));
    assertThatThrownBy(() -> Delay.fixed(Duration.ZERO)).hasMessageContaining("0m is not between");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform:1s..5s", "lognormal:3s,0.4", "exponential:3s", "3s,10%:30s"})
  void drawsDependOnSeedAndNumberAlone(String text) {
    Delay delay = Delay.parse(text);
    assertThat(delay.isFixed()).isFalse();
    assertThat(draws(delay, 1))
        .isEqualTo(draws(Delay.parse(text), 1))
        .isNotEqualTo(draws(delay, 2));
    // Not the same draws, moved by one.
    assertThat(draws(delay, 1).subList(1, DRAWS))
        .isNotEqualTo(draws(delay, 2).subList(0, DRAWS - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uniform:1s..5s    | 3000
          uniform:1ms..60m  | 1800000
          lognormal:3s,0.4  | 3000
          lognormal:250ms,2 | 250
          exponential:3s    | 2079
          3s,1%:30s         | 3000
          3s,49%:30s        | 3000
          """)
  void theMedianOfManyDrawsIsTheStatedOne(String text, long median) {
    Delay delay = Delay.parse(text);
    assertThat(delay.median()).isEqualTo(Duration.ofMillis(median));
    double drawn = draws(delay, 7).stream().sorted().toList().get(DRAWS / 2);
    assertThat(drawn).isCloseTo((double) median, within(0.05 * median));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3s",
        "uniform:1s..5s",
        "uniform:1ms..4ms",
        "lognormal:3s,0.4",
        "exponential:3s",
        "3s,10%:30s"
      })
  void theMeanOfManyDrawsIsTheStatedOne(String text) {
    Delay delay = Delay.parse(text);
    double drawn =
        draws(delay, 7).stream().mapToLong(Long::longValue).average().orElseThrow() * 1e6;
    assertThat(drawn / delay.mean().toNanos()).isCloseTo(1, within(0.03));
  }

  @Test
  void exponentialDrawsFallOffAsTheirNameSaysAndAreCut() {
    List<Long> draws = draws(Delay.parse("exponential:3s"), 7).stream().sorted().toList();
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99}) {
      double quantile = -3_000 * Math.log(1 - share);
      assertThat((double) draws.get((int) (DRAWS * share)))
          .isCloseTo(quantile, within(0.08 * quantile));
    }
    assertThat(draws(Delay.parse("exponential:1ms"), 7)).contains(1L).doesNotContain(0L);
    assertThat(draws(Delay.parse("exponential:60m"), 7))
        .allMatch(millis -> millis <= 3_600_000)
        .contains(3_600_000L);
  }

  @Test
  void uniformDrawsFillTheirRangeEvenly() {
    List<Long> draws = draws(Delay.parse("uniform:1ms..4ms"), 7);
    assertThat(draws).containsOnly(1L, 2L, 3L, 4L);
    for (long millis = 1; millis <= 4; millis++) {
      long value = millis;
      assertThat(share(draws, value)).isCloseTo(0.25, within(0.02));
    }
  }

  @Test
  void logNormalDrawsAreAsWideAsSigmaSaysAndCutAtOneHour() {
    List<Long> draws = draws(Delay.parse("lognormal:3s,0.4"), 7).stream().sorted().toList();
    double logOfUpperSigma = Math.log(draws.get((int) (DRAWS * 0.8413)) / 3_000.0);
    assertThat(logOfUpperSigma).isCloseTo(0.4, within(0.02));

    List<Long> tails = draws(Delay.parse("lognormal:60m,2"), 7);
    assertThat(tails).allMatch(millis -> millis >= 1 && millis <= 3_600_000);
    assertThat(share(tails, 3_600_000)).isCloseTo(0.5, within(0.02));
    assertThat(draws(Delay.parse("lognormal:1ms,2"), 7)).contains(1L).doesNotContain(0L);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.002", "10, 0.01", "49, 0.02"})
  void asManyStraggleAsStated(double percent, double tolerance) {
    List<Long> draws = draws(Delay.parse("3s,%s%%:30s".formatted(percent)), 7);
    assertThat(draws).containsOnly(3_000L, 30_000L);
    assertThat(share(draws, 30_000)).isCloseTo(percent / 100, within(tolerance));
  }

  private static double share(List<Long> draws, long value) {
    return draws.stream().filter(draw -> draw == value).count() / (double) draws.size();
  }

  private static List<Long> draws(Delay delay, long seed) {
    return IntStream.range(0, DRAWS).mapToObj(i -> delay.of(seed, i).toMillis()).toList();
  }
}

package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.workload.Timeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {
  /** 1 ms, or a hundredth of the delay if that is more. */
  @ParameterizedTest
  @CsvSource({
    "1, 50, true",
    "1.001, 50, false",
    "1.001, 100, false",
    "1.5, 200, true",
    "2.001, 200, false",
    "30, 3000, true",
    "30.001, 3000, false"
  })
  void isBoundByTheDelay(double p99Ms, long delayMs, boolean punctual) {
    assertThat(new Lateness(p99Ms).failure(Duration.ofMillis(delayMs)).isEmpty())
        .isEqualTo(punctual);
  }

  @Test
  void saysByHowMuchItWasTooLate() {
    assertThat(new Lateness(1.0012).failure(Duration.ofMillis(50)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("The harness could not keep the pace: ")
                    .contains("more than 1.001 ms after its moment, and 1.000 ms are allowed"));
  }

  @Test
  void aBatchHasNone() {
    assertThat(Lateness.of(new Timeline(3))).isEmpty();
  }
}

package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssumedDelayTest {
  @Test
  void theMedianIsOneThatAClientCanBeMeasuredWith() {
    assertThat(AssumedDelay.median(List.of(20.9, 35.0, 900.0)).text()).isEqualTo("35ms");
    assertThat(AssumedDelay.median(List.of(0.2)).text()).isEqualTo("1ms");
  }

  @Test
  void aServiceThatHardlyVariesHasAFixedDelay() {
    assertThat(AssumedDelay.of(List.of(200.0, 204.0, 198.0)).text()).isEqualTo("201ms");
  }

  @Test
  void anotherHasTheLogNormalOneOfItsWaits() {
    assertThat(AssumedDelay.of(List.of(100.0, 200.0, 400.0)).text())
        .isEqualTo("lognormal:200ms,0.69");
  }

  @Test
  void oneCallTellsNoSpread() {
    assertThat(AssumedDelay.of(List.of(20.0)).text()).isEqualTo("20ms");
  }

  @Test
  void waitsOfNothingAndWideOnesAreBounded() {
    assertThat(AssumedDelay.of(List.of(0.0, 0.0, 0.4)).text()).isEqualTo("1ms");
    assertThat(AssumedDelay.of(List.of(0.0, 1.0, 2_000.0, 30_000.0, 0.0)).text())
        .startsWith("lognormal:")
        .endsWith(",2");
  }

  @Test
  void theLeastIsWhatFloorsAreComputedWith() {
    assertThat(AssumedDelay.least(List.of(20.9, 35.0)).text()).isEqualTo("20ms");
    assertThat(AssumedDelay.least(List.of(0.2, 35.0)).text()).isEqualTo("1ms");
  }
}

package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.report.measurement.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What shots say of sizes; by theory, 100 requests of 200 ms take 200 ms times their rounds. */
class ObservationsTest {
  private static final Map<Metric, Double> NOTHING_ELSE = Map.of();

  private final Observations observed = new Observations(theory(OptionalInt.empty(), 0));

  @Test
  void ofEachSizeTheMediansCount() {
    add(10, 2_000, 2_600, 2_100);
    assertThat(observed.medianMs(10)).isEqualTo(2_100);
    assertThat(observed.p99Ms(10)).isEqualTo(210);
    assertThat(observed.sizes()).containsExactly(10);
    assertThat(observed.of(10)).hasSize(3);
  }

  @Test
  void aSizeThatWasNotMeasuredHasNoMedian() {
    add(10, 2_000);
    assertThat(observed.of(20)).isEmpty();
    assertThatThrownBy(() -> observed.medianMs(20)).hasMessage("size 20 was not measured");
  }

  @Test
  void whatNoShotKnowsHasNoMedianAndOthersDoNotCount() {
    observed.add(new Sample(2_000, 200, Map.of(Metric.PEAK_PLATFORM_THREADS, 30.0)), 10);
    observed.add(new Sample(2_000, 200, NOTHING_ELSE), 10);
    assertThat(observed.median(10, sample -> sample.value(Metric.PEAK_PLATFORM_THREADS)))
        .hasValue(30.0);
    assertThat(observed.median(10, Sample::shotCpuMs)).isEmpty();
  }

  @Test
  void theErrorIsTheUsualSpreadUntilShotsTellMore() {
    add(10, 2_000);
    assertThat(observed.error(10)).isCloseTo(0.01, within(1e-9));
    add(20, 1_000, 1_000, 1_000, 1_000);
    double spread = Math.sqrt(2 * 0.01 * 0.01 / 5); // 2 degrees of freedom, and 3 of four shots
    assertThat(observed.error(10)).isCloseTo(spread, within(1e-9));
    assertThat(observed.error(20))
        .isCloseTo(Math.sqrt(Math.PI / 2) * spread / 2, within(1e-9)); // of a median
  }

  @Test
  void theSpreadOfOneSizeIsThatOfAll() {
    add(10, 2_000);
    add(20, 900, 1_100);
    // Twice the usual 1 % and two shots 10 % off: 3 degrees of freedom.
    double spread = Math.sqrt((2 * 0.01 * 0.01 + 2 * 0.1 * 0.1) / 3);
    assertThat(observed.error(10)).isCloseTo(spread, within(1e-9));
    assertThat(observed.error(20)).isCloseTo(spread / Math.sqrt(2), within(1e-9));
  }

  @Test
  void betweenMeasuredSizesTheirExcessIsInterpolated() {
    add(10, 2_200); // by theory 2,000
    add(40, 1_200); // by theory 600
    assertThat(observed.measuredExcess(10)).isCloseTo(1.1, within(1e-9));
    assertThat(observed.expectedMs(10)).isCloseTo(2_200, within(1e-6));
    assertThat(observed.expectedMs(20)).isCloseTo(1_000 * Math.sqrt(1.1 * 2), within(1e-6));
    assertThat(observed.expectedMs(5)).isCloseTo(4_000 * 1.1, within(1e-6));
    assertThat(observed.expectedMs(100)).isCloseTo(200 * 2, within(1e-6));
  }

  @Test
  void thoseBelowASizeAreKept() {
    add(10, 2_000, 2_100);
    add(20, 1_000);
    add(40, 600);
    assertThat(observed.below(20).sizes()).containsExactly(10);
    assertThat(observed.below(20).medianMs(10)).isEqualTo(2_050);
    assertThat(observed.sizes()).containsExactly(10, 20, 40);
  }

  @Test
  void sizesAreServedAlikeWhereTheServerAloneDecides() {
    assertThat(observed.servedAlike(50, 100)).isFalse();
    var atOnce = OptionalInt.of(25);
    assertThat(new Observations(theory(atOnce, 1)).servedAlike(25, 100)).isTrue();
    assertThat(new Observations(theory(atOnce, 1)).servedAlike(24, 100)).isFalse();
    assertThat(new Observations(theory(atOnce, 20)).servedAlike(50, 100)).isFalse();
  }

  private void add(int size, double... wallMs) {
    for (double wall : wallMs) {
      observed.add(new Sample(wall, wall / 10, NOTHING_ELSE), size);
    }
  }

  private static Theory theory(OptionalInt capacity, int cpuMs) {
    return new Theory(Questions.work(100, "200ms"), Duration.ofMillis(cpuMs), 2, capacity);
  }
}

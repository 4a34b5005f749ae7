package dev.fanout.report.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoalTest {
  @ParameterizedTest
  @CsvSource({
    "makespan, makespan",
    "throughput=50/s, throughput=50/s",
    "throughput=12.50, throughput=12.50/s",
    "p99=500ms, p99=500ms",
    "p99=2000ms, p99=2000ms",
    "p99.9=1m, p99.9=1m",
    "p50=2s, p50=2s"
  })
  void readsWhatItWrites(String text, String written) {
    assertThat(Goal.parse(text).text()).isEqualTo(written);
    assertThat(Goal.parse(written)).isEqualTo(Goal.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fast",
        "",
        "throughput=0/s",
        "throughput=-1/s",
        "throughput=x",
        "p99=5",
        "p99=",
        "p98=5ms"
      })
  void refusesOthers(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Goal.parse(text));
  }

  @Test
  void saysWhatIsEnough() {
    assertThat(Goal.parse("makespan").enoughMs(1_000, 100)).isEqualTo(1_050);
    assertThat(Goal.parse("throughput=50/s").enoughMs(1_000, 100)).isEqualTo(2_000);
    Goal p99 = Goal.parse("p99=500ms");
    assertThat(p99.enoughMs(1_000, 100)).isEqualTo(1_050);
    assertThat(p99.allows(500)).isTrue();
    assertThat(p99.allows(500.1)).isFalse();
  }

  @Test
  void aPercentileHasANameAShareAndALimit() {
    Goal goal = Goal.parse("p99.9=2s");
    assertThat(goal.isPercentile()).isTrue();
    assertThat(goal.percentile()).isEqualTo("p99.9");
    assertThat(goal.share()).isCloseTo(0.999, within(1e-12));
    assertThat(goal.withinMs()).isEqualTo(2_000);
    assertThat(goal.isOfBatch()).isFalse();
    assertThat(Goal.parse("p99=2s").isOfBatch()).isTrue();
    assertThat(Goal.parse("makespan").isOfBatch()).isTrue();
  }
}

package dev.fanout.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
  @Test
  void isOfEachShotAndThenTheMedian() {
    assertThat(
            range(Cost.CPU_PER_REQUEST, shot(1, 10, 30, 0), shot(2, 20, 20, 0), shot(3, 90, 0, 0)))
        .isEqualTo(new Cost.Range(0.4, 0.4, 0.9, 3));
  }

  @Test
  void dividesMemoryByWhatTheServerSawWaitOrElseByWhatTheCaseAllows() {
    Shot counted =
        Samples.with(
            Map.of(Metric.PEAK_RSS_KB, 9_000.0, Metric.SERVER_PEAK_IN_FLIGHT, 90.0),
            shot(1, 0, 0, 0));
    assertThat(range(Cost.MEMORY_PER_WAITING_REQUEST, counted).median()).isEqualTo(100);
    assertThat(range(Cost.MEMORY_PER_WAITING_REQUEST, shot(1, 0, 0, 9_000)).median()).isEqualTo(90);
  }

  @Test
  void ofMemoryIsAbsentWhereNobodyKnowsHowManyWait() {
    Results results = MadeUpRuns.of(List.of(shot(1, 0, 0, 9_000)));
    List<Shot> unknown = results.shots().stream().map(Samples::onUnknownCores).toList();
    Summary row = Summaries.of(unknown, List.of()).getFirst();
    assertThat(Cost.MEMORY_PER_WAITING_REQUEST.of(row, unknown)).isEmpty();
    assertThat(Cost.MEMORY.of(row, unknown)).isPresent();
  }

  @Test
  void isAbsentWhereNothingWasMeasured() {
    Results results =
        MadeUpRuns.of(List.of(Samples.shot(Samples.VIRTUAL, Temperature.WARM, 1, 3_000, 3_010)));
    for (Cost cost : Cost.values()) {
      assertThat(cost.of(results.summaries().getFirst(), results.shots())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "70, 79, 100, 110, 3, true",
    "70, 81, 100, 110, 3, false", // less than 20 % less
    "70, 79, 78, 110, 3, false", // shots overlap
    "70, 79, 100, 110, 1, false" // one observation
  })
  void isClearlyBelowAnotherWhereTheShotsShowIt(
      double least, double median, double otherLeast, double other, int shots, boolean is) {
    double otherMedian = 100;
    var cheap = new Cost.Range(least, median, median, shots);
    assertThat(cheap.isClearlyBelow(new Cost.Range(otherLeast, otherMedian, other, 3)))
        .isEqualTo(is);
  }

  private static Shot shot(int round, double userMs, double systemMs, double peakKb) {
    return Samples.with(
        Map.of(
            Metric.CPU_USER_MS, userMs, Metric.CPU_SYSTEM_MS, systemMs, Metric.PEAK_RSS_KB, peakKb),
        Samples.shot(Samples.VIRTUAL, Temperature.WARM, round, 3_000, 3_010));
  }

  private static Cost.Range range(Cost cost, Shot... shots) {
    Results results = MadeUpRuns.of(List.of(shots));
    Summary row = results.summaries().getFirst();
    return cost.of(row, results.shots()).orElseThrow();
  }
}

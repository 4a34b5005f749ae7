package dev.fanout.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApartTest {
  @Test
  void fewShotsAreApartIfNoneOverlap() {
    Summary fast = row(Samples.VIRTUAL, 3_010, 3_030);
    assertThat(fast.isApartFrom(row(Samples.FUTURE, 3_031, 3_090))).isTrue();
    assertThat(row(Samples.FUTURE, 3_031, 3_090).isApartFrom(fast)).isTrue();
    assertThat(fast.isApartFrom(row(Samples.FUTURE, 3_030, 3_090))).isFalse();
  }

  @Test
  void manyShotsMayOverlapIfTheIntervalsOfTheirMediansDoNot() {
    Summary fast = row(Samples.VIRTUAL, IntStream.rangeClosed(3_000, 3_030).toArray());
    Summary slow = row(Samples.FUTURE, IntStream.rangeClosed(3_020, 3_050).toArray());
    assertThat(slow.minMs()).isLessThan(fast.maxMs());
    assertThat(fast.isApartFrom(slow)).isTrue();
    Summary near = row(Samples.FUTURE, IntStream.rangeClosed(3_005, 3_035).toArray());
    assertThat(fast.isApartFrom(near)).isFalse();
  }

  private static Summary row(Case measured, int... elapsedMs) {
    List<Shot> shots =
        IntStream.range(0, elapsedMs.length)
            .mapToObj(i -> Samples.shot(measured, Temperature.WARM, i + 1, 3_000, elapsedMs[i]))
            .toList();
    return Summaries.of(shots, List.of()).getFirst();
  }
}

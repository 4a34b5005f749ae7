package dev.fanout.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.chart.Drawing.Timeline.Bar;
import dev.fanout.report.measurement.RequestTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void showEveryRequestWhereThereIsRoom() {
    Lanes.Thinned shown = Lanes.of(waves(8, 13)).thinned(null, 1_000, 200);
    assertThat(shown.lanes()).isEqualTo(8);
    assertThat(shown.bars()).hasSize(8 * 13).allMatch(bar -> bar.count() == 1);
    assertThat(shown.note()).isEmpty();
  }

  @Test
  void shadeTheRequestsOfALaneByTurns() {
    assertThat(shades(Lanes.of(waves(1, 4)).thinned(null, 100, 200))).containsExactly(0, 1, 0, 1);
  }

  @Test
  void shadeTheChunksOfALaneByTurns() {
    assertThat(shades(Lanes.of(waves(1, 10)).thinned(4, 100, 200)))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 0, 0);
  }

  @Test
  void areLeftOutWholeAndThatIsSaid() {
    Lanes.Thinned shown = Lanes.of(waves(1_000, 3)).thinned(null, 300, 200);
    assertThat(shown.lanes()).isEqualTo(100);
    assertThat(shown.bars()).hasSize(300).allMatch(bar -> bar.count() == 1);
    assertThat(shown.note()).isEqualTo("one lane of every 10 is shown");
  }

  @Test
  void joinRequestsInARowWhereLanesAreFewAndThatIsSaid() {
    Lanes.Thinned shown = Lanes.of(waves(1, 1_000)).thinned(null, 100, 200);
    assertThat(shown.bars()).hasSize(100).allMatch(bar -> bar.count() == 10);
    assertThat(shown.bars().getFirst().startMs()).isZero();
    assertThat(shown.bars().getFirst().endMs()).isEqualTo(999);
    assertThat(shown.note()).isEqualTo("a bar stands for 10 requests in a row");
  }

  @Test
  void neverHideThatRequestsFailed() {
    var requests = new ArrayList<>(waves(1_000, 3));
    requests.set(1_555, new RequestTrace(1_555, 555, 100, 101, "HTTP status 500"));
    assertThat(Lanes.of(requests).thinned(null, 300, 200).bars())
        .filteredOn(bar -> bar.status().equals("HTTP status 500"))
        .hasSize(1);
    assertThat(Lanes.of(requests).failed()).isEqualTo(1);

    var row = new ArrayList<>(waves(1, 1_000));
    row.set(555, new RequestTrace(555, 0, 55_500, 55_501, "HTTP status 500"));
    assertThat(Lanes.of(row).thinned(null, 100, 200).bars().get(55).status())
        .isEqualTo("HTTP status 500");
  }

  private static List<Integer> shades(Lanes.Thinned shown) {
    return shown.bars().stream().map(Bar::shade).toList();
  }

  private static List<RequestTrace> waves(int lanes, int waves) {
    return IntStream.range(0, lanes * waves)
        .mapToObj(
            i ->
                new RequestTrace(
                    i, i % lanes, i / lanes * 100, i / lanes * 100 + 99, RequestTrace.OK))
        .toList();
  }
}

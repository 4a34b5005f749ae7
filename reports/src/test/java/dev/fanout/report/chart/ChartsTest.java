package dev.fanout.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final Map<String, Supplier<Results>> RUNS =
      Map.of(
          "small", MadeUpRuns::small,
          "sizes", MadeUpRuns::sizes,
          "counts", MadeUpRuns::counts);

  /** What is drawn and the tables; of the timelines, which are long, the facts alone. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "sizes", "counts"})
  void areAsTheGoldenOnes(String run) throws IOException {
    List<Chart> charts = charts(run).stream().map(ChartsTest::withoutBars).toList();
    String actual = JSON.writeValueAsString(charts) + "\n";
    Path golden = Path.of("src/test/resources/golden/charts", run + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  private static Chart withoutBars(Chart chart) {
    return chart.drawing() instanceof Timeline timeline
        ? new Chart(
            chart.id(),
            chart.title(),
            chart.description(),
            new Timeline(
                timeline.panels().stream()
                    .map(
                        panel ->
                            new Timeline.Panel(
                                panel.name(),
                                panel.temperature(),
                                panel.facts(),
                                panel.endMs(),
                                panel.floorMs(),
                                panel.lanes(),
                                List.of()))
                    .toList()),
            chart.table())
        : chart;
  }

  @Test
  void leaveOutWhatTheRunHasNoDataFor() {
    assertThat(ids("small"))
        .containsExactly("wall-time", "speedup", "overhead", "timeline", "latency");
    assertThat(ids("sizes"))
        .containsExactly("wall-time", "overhead", "staircase", "timeline", "latency");
    assertThat(ids("counts"))
        .containsExactly("wall-time", "overhead", "requests-scaling", "timeline", "latency");
  }

  @Test
  void haveARowOfTheTableForEachCellOrPoint() {
    for (Chart chart : charts("sizes")) {
      int drawn =
          switch (chart.drawing()) {
            case CaseRows rows -> rows.rows().stream().mapToInt(row -> row.cells().size()).sum();
            case Curves curves ->
                curves.panels().stream().mapToInt(panel -> panel.points().size()).sum();
            case Timeline timeline -> timeline.panels().size();
          };
      assertThat(chart.table().rows()).as(chart.id()).hasSize(drawn);
      assertThat(chart.table().rows())
          .as(chart.id())
          .allSatisfy(row -> assertThat(row).hasSameSizeAs(chart.table().header()));
    }
  }

  @Test
  void theStaircaseIsTheFloorOfEverySizeAndItsKneeTheSmallestGoodOne() {
    Curves.Panel pool = staircase().panels().getLast();
    assertThat(pool.name()).isEqualTo("fixed-thread-pool");
    assertThat(pool.knee()).isEqualTo(new Curves.Point("warm", 100, 206, 200));
    assertThat(pool.theory())
        .contains(
            new Curves.Step(5, 4_000),
            new Curves.Step(34, 600),
            new Curves.Step(50, 400),
            new Curves.Step(100, 200))
        .endsWith(new Curves.Step(150, 200));
  }

  @Test
  void theStaircaseKnowsTheLonePartialChunk() {
    var measured = new Case("process-pool", null, null, 8, 4, 8, "hello", 99, 3_000);
    assertThat(PoolFloor.ms(measured)).isEqualTo(45_000);
    assertThat(PoolFloor.ms(measured, 25)).isEqualTo(12_000);
    assertThat(PoolFloor.ms(measured, 5)).isEqualTo(60_000);
  }

  @Test
  void theStaircaseIsForPoolsAndNotForWorkersWithSeveralRequestsInFlight() {
    assertThat(StaircaseChart.isPool(of("process-pool", 8, 8))).isTrue();
    assertThat(StaircaseChart.isPool(of("process-pool-async", 8, 100))).isFalse();
    assertThat(StaircaseChart.isPool(of("virtual-threads", null, 100))).isFalse();
  }

  private static Case of(String model, @Nullable Integer size, int inFlight) {
    return new Case(model, null, null, size, null, inFlight, "hello", 100, 3_000);
  }

  private static Curves staircase() {
    return charts("sizes").stream()
        .map(Chart::drawing)
        .filter(Curves.class::isInstance)
        .map(Curves.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(String run) {
    return charts(run).stream().map(Chart::id).toList();
  }

  private static List<Chart> charts(String run) {
    Supplier<Results> results = RUNS.get(run);
    return results == null ? List.of() : Charts.of(results.get());
  }
}

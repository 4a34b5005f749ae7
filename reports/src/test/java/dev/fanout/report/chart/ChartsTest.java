package dev.fanout.report.chart;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.MadeUpStreams;
import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.RunReport;
import dev.fanout.report.Samples;
import dev.fanout.report.chart.Drawing.CaseRows;
import dev.fanout.report.chart.Drawing.Courses;
import dev.fanout.report.chart.Drawing.Curves;
import dev.fanout.report.chart.Drawing.Lines;
import dev.fanout.report.chart.Drawing.PoolSizes;
import dev.fanout.report.chart.Drawing.Prices;
import dev.fanout.report.chart.Drawing.Responses;
import dev.fanout.report.chart.Drawing.Scales;
import dev.fanout.report.chart.Drawing.Timeline;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.Step;
import dev.fanout.report.tuning.view.TuningChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final Map<String, Supplier<Results>> RUNS =
      Map.ofEntries(
          entry("small", MadeUpRuns::small),
          entry("costs", MadeUpRuns::costs),
          entry("sizes", MadeUpRuns::sizes),
          entry("counts", MadeUpRuns::counts),
          entry("servers", MadeUpRuns::servers),
          entry("pages", MadeUpRuns::pages),
          entry("stages", MadeUpRuns::stages),
          entry("switch", MadeUpRuns::switching),
          entry("tuning", () -> MadeUpRuns.tuning(MadeUpTunings.pool())),
          entry("rates", MadeUpStreams::rates),
          entry("stall", MadeUpStreams::stall));

  /** What is drawn and the tables; of the timelines, which are long, the facts alone. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "sizes", "counts", "stages", "costs", "switch"})
  void areAsTheGoldenOnes(String run) throws IOException {
    isGolden(run, charts(run).stream().map(ChartsTest::withoutBars).toList());
  }

  /** Files of other names are never removed, those of these names are. */
  @Test
  void haveIdsThatAreKnown() {
    assertThat(RUNS.keySet().stream().flatMap(run -> charts(run).stream()).map(Chart::id))
        .containsOnly(Charts.IDS.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "servers, handler-threads",
    "pages, cpu",
    "tuning, tuning",
    "rates, response",
    "rates, response-rate"
  })
  void ofASweepIsAsTheGoldenOne(String run, String id) throws IOException {
    isGolden(id, charts(run).stream().filter(chart -> chart.id().equals(id)).toList());
  }

  private static void isGolden(String name, List<Chart> charts) throws IOException {
    String actual = JSON.writeValueAsString(charts) + "\n";
    Path golden = Path.of("src/test/resources/golden/charts", name + ".json");
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
        .containsExactly(
            "time-and-cost",
            "wall-time",
            "overhead",
            "staircase",
            "timeline",
            "latency",
            "cpu-per-request",
            "memory-per-request",
            "peak-rss-kb",
            "peak-platform-threads");
    assertThat(ids("counts"))
        .containsExactly("wall-time", "overhead", "requests-scaling", "timeline", "latency");
    assertThat(ids("servers"))
        .containsExactly(
            "wall-time",
            "handler-threads",
            "speedup",
            "overhead",
            "staircase",
            "timeline",
            "latency");
    assertThat(ids("pages"))
        .containsExactly("wall-time", "cpu", "speedup", "overhead", "timeline", "latency");
    assertThat(ids("stages"))
        .as("no one delay to subtract from the latencies")
        .containsExactly("wall-time", "overhead", "timeline");
    assertThat(ids("rates"))
        .as("no wall times")
        .containsExactly("response", "response-over-time", "response-rate", "backlog");
    assertThat(ids("stall"))
        .as("of one rate")
        .containsExactly("response", "response-over-time", "backlog");
    assertThat(ids("tuning"))
        .as("no wall times twice")
        .containsExactly("tuning", "timeline", "latency");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sizes", "servers", "pages", "tuning", "costs", "switch", "rates", "stall"})
  void haveARowOfTheTableForEachCellOrPoint(String run) {
    for (Chart chart : charts(run)) {
      int drawn =
          switch (chart.drawing()) {
            case CaseRows rows -> rows.rows().stream().mapToInt(row -> row.cells().size()).sum();
            case Courses _ -> chart.table().rows().size(); // its rows say more than is drawn
            case Curves curves ->
                curves.panels().stream().mapToInt(panel -> panel.points().size()).sum();
            case Lines lines ->
                lines.panels().stream()
                    .flatMap(panel -> panel.lines().stream())
                    .mapToInt(line -> line.points().size())
                    .sum();
            case PoolSizes sizes -> sizes.points().size();
            case Responses responses -> responses.points().size();
            case Prices prices ->
                prices.panels().stream().mapToInt(panel -> panel.points().size()).sum();
            case Scales scales ->
                scales.panels().stream()
                    .flatMap(panel -> panel.groups().stream())
                    .mapToInt(group -> group.marks().size())
                    .sum();
            case Timeline timeline -> timeline.panels().size();
          };
      assertThat(chart.table().rows()).as(chart.id()).hasSize(drawn);
      assertThat(chart.table().rows())
          .as(chart.id())
          .allSatisfy(row -> assertThat(row).hasSameSizeAs(chart.table().header()));
    }
  }

  @Test
  void aStreamThatGrowsLeavesTheChartOfRatesAtTheTopAfterItsKnee() {
    var rates = (Courses) chart("rates", "response-rate").drawing();
    Courses.Line small = line("fixed-thread-pool 10", rates.panels().getFirst());
    assertThat(small.points()).extracting(Courses.Point::at).containsExactly(80.0, 160.0);
    assertThat(small.endless()).isEqualTo(240);
    assertThat(small.knee()).isEqualTo(small.points().getLast());
    Courses.Line large = line("fixed-thread-pool 20", rates.panels().getFirst());
    assertThat(large.points()).hasSize(4);
    assertThat(large.endless()).isNull();
    assertThat(large.knee()).as("it lies beyond what was measured").isNull();
    assertThat(chart("rates", "response-rate").table().rows())
        .filteredOn(row -> row.getFirst().equals("fixed-thread-pool 10"))
        .extracting(row -> row.get(2))
        .satisfiesExactly(
            p90 -> assertThat(p90).endsWith(" ms"),
            p90 -> assertThat(p90).endsWith(" ms"),
            p90 -> assertThat(p90).isEqualTo("grows without end, +40.0/s"),
            p90 -> assertThat(p90).isEqualTo("grows without end, +120.0/s"));
  }

  @Test
  void aStallIsASpanOfTheStreamAndItsBacklogThatOfAPool() {
    Courses.Panel backlog = ((Courses) chart("stall", "backlog").drawing()).panels().getFirst();
    assertThat(backlog.spans())
        .containsExactly(
            new Courses.Span("warm-up, left out of the figures", 0, 1_200),
            new Courses.Span("stall", 4_000, 5_000));
    assertThat(backlog.end()).isEqualTo(12_000);
    assertThat(most(line("fixed-thread-pool 20", backlog))).isBetween(170.0, 200.0);
    assertThat(most(line("virtual-threads", backlog))).isLessThan(2);
  }

  private static Courses.Line line(String name, Courses.Panel panel) {
    return panel.lines().stream()
        .filter(line -> line.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double most(Courses.Line line) {
    return line.points().stream().mapToDouble(Courses.Point::value).max().orElseThrow();
  }

  private static Chart chart(String run, String id) {
    return charts(run).stream().filter(chart -> chart.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theStaircaseIsTheFloorOfEverySizeAndItsKneeTheSmallestGoodOne() {
    Curves.Panel pool = staircase().panels().getLast();
    assertThat(pool.name()).isEqualTo("fixed-thread-pool");
    assertThat(pool.knee()).isEqualTo(new Curves.Point("warm", 100, 206, 200.0));
    assertThat(pool.theory())
        .contains(
            new Curves.Step(5, 4_000),
            new Curves.Step(34, 600),
            new Curves.Step(50, 400),
            new Curves.Step(100, 200))
        .endsWith(new Curves.Step(150, 200));
  }

  @Test
  void theTuningShowsThePredictionToTheEndTheKneeAndTheServersCapacity() {
    PoolSizes drawing = tuning(MadeUpTunings.pool());
    assertThat(drawing.theory())
        .contains(new Step(34, 600))
        .endsWith(new Step(50, 400), new Step(100, 400));
    assertThat(drawing.knee()).isEqualTo(new PoolSizes.Point(50, 404.0, 402.0, 406.0, 405.0));
    assertThat(drawing.recommended()).isEqualTo(50);
    assertThat(drawing.capacity()).isEqualTo(new PoolSizes.Capacity("60 at once", 60));
    assertThat(drawing.goal()).isNull();
    assertThat(tuning(MadeUpTunings.with("/goal", "throughput=160/s")).goal())
        .isEqualTo(new PoolSizes.Goal("160/s", 625));
  }

  @Test
  void theTuningMarksACapacityThatWasNotCountedAsSuch() {
    assertThat(tuning(MadeUpTunings.with("/probe/counted", false)).capacity())
        .isEqualTo(new PoolSizes.Capacity("about 60 at once", 60));
    assertThat(
            tuning(MadeUpTunings.with("/probe/server", Server.REFUSES, "/probe/counted", false))
                .capacity())
        .isEqualTo(new PoolSizes.Capacity("handled 60 at once", 60));
  }

  @Test
  void theTuningHasNoMarksForWhatIsUnknownOrOffTheAxis() {
    PoolSizes drawing =
        tuning(MadeUpTunings.with("/advice", null, "/probe/capacity", 101, "/theory", List.of()));
    assertThat(drawing.theory()).isEmpty();
    assertThat(drawing.knee()).isNull();
    assertThat(drawing.recommended()).isNull();
    assertThat(drawing.capacity()).isNull();
    assertThat(TuningChart.of(MadeUpTunings.with("/advice", null, "/sizes", List.of()))).isEmpty();
  }

  private static PoolSizes tuning(Tuning tuning) {
    return (PoolSizes) TuningChart.of(tuning).orElseThrow().drawing();
  }

  @Test
  void theLinesOfAllServersEndAtTheOneWithoutALimit() {
    Lines.Panel panel = drawing("servers", Lines.class).panels().getFirst();
    assertThat(panel.places())
        .containsExactly(
            new Lines.Place(0, "1", 20_000.0),
            new Lines.Place(1, "10", 2_000.0),
            new Lines.Place(2, "25", 800.0),
            new Lines.Place(3, "async", 200.0));
    assertThat(panel.lines())
        .filteredOn(line -> line.name().equals("virtual-threads"))
        .extracting(
            Lines.Line::temperature, line -> line.points().stream().map(Lines.Point::at).toList())
        .containsExactly(tuple("cold", List.of(0, 1, 2, 3)), tuple("warm", List.of(1, 2, 3)));
  }

  @Test
  void pagesLieAsFarApartAsTheirCpuTimes() {
    assertThat(drawing("pages", Lines.class).panels().getFirst().places())
        .extracting(Lines.Place::at, Lines.Place::label)
        .startsWith(tuple(0, "0 ms"), tuple(5, "5 ms"))
        .endsWith(tuple(100, "100 ms"));
  }

  @Test
  void sweepsJoinNoPointsOfDifferentWorkOrServers() {
    Results servers = MadeUpRuns.servers();
    assertThat(Sweep.of(servers, CurveCharts::isPool, Parameter.SIZE))
        .hasSize(4)
        .allSatisfy(
            sweep ->
                assertThat(sweep.rows())
                    .map(row -> row.measured().handlers())
                    .map(String::valueOf)
                    .containsOnly(String.valueOf(sweep.rows().getFirst().measured().handlers())));
    assertThat(Sweep.of(MadeUpRuns.stages(), _ -> true, Parameter.CPU_MS)).isEmpty();
  }

  @Test
  void theStaircaseHasNoLineWhereTheServerHasALimit() {
    assertThat(drawing("servers", Curves.class).panels())
        .extracting(Curves.Panel::name, panel -> panel.theory().isEmpty())
        .containsExactlyInAnyOrder(
            tuple("fixed-thread-pool", false),
            tuple("fixed-thread-pool 1 handler", true),
            tuple("fixed-thread-pool 10 handlers", true),
            tuple("fixed-thread-pool 25 handlers", true));
  }

  @Test
  void comparesOnlyWhatDidTheSameWork() {
    var shots = new ArrayList<Shot>();
    for (int requests : new int[] {10, 100}) {
      for (Integer threads : Arrays.asList(10, null)) {
        shots.add(
            Samples.shot(
                new Case("m", null, null, null, null, requests, "hello", requests, 200)
                    .with(Parameter.HANDLER_THREADS, threads),
                Temperature.COLD,
                1,
                200,
                300));
      }
    }
    Results results = MadeUpRuns.of(shots);
    assertThat(LineChart.HANDLER_THREADS.of(results).map(Chart::drawing))
        .get(InstanceOfAssertFactories.type(Lines.class))
        .extracting(Lines::panels, InstanceOfAssertFactories.list(Lines.Panel.class))
        .extracting(Lines.Panel::name)
        .containsExactlyInAnyOrder("10 requests of 200 ms", "100 requests of 200 ms");
  }

  @Test
  void theStaircaseKnowsTheLonePartialChunk() {
    var measured = new Case("process-pool", null, null, 8, 4, 8, "hello", 99, 3_000);
    assertThat(CurveCharts.floorMs(measured, 8)).isEqualTo(45_000);
    assertThat(CurveCharts.floorMs(measured, 25)).isEqualTo(12_000);
    assertThat(CurveCharts.floorMs(measured, 5)).isEqualTo(60_000);
  }

  @Test
  void theStaircaseIsForPoolsAndNotForWorkersWithSeveralRequestsInFlight() {
    assertThat(CurveCharts.isPool(of("process-pool", 8, 8))).isTrue();
    assertThat(CurveCharts.isPool(of("process-pool-async", 8, 100))).isFalse();
    assertThat(CurveCharts.isPool(of("virtual-threads", null, 100))).isFalse();
  }

  private static Case of(String model, @Nullable Integer size, int inFlight) {
    return new Case(model, null, null, size, null, inFlight, "hello", 100, 3_000);
  }

  private static Curves staircase() {
    return drawing("sizes", Curves.class);
  }

  private static <D extends Drawing> D drawing(String run, Class<D> kind) {
    return charts(run).stream()
        .map(Chart::drawing)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(String run) {
    return charts(run).stream().map(Chart::id).toList();
  }

  private static List<Chart> charts(String run) {
    Supplier<Results> results = RUNS.get(run);
    return results == null ? List.of() : RunReport.charts(results.get());
  }
}

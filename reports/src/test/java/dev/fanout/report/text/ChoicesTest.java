package dev.fanout.report.text;

import static dev.fanout.report.MadeUpRuns.priced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  private static final Case VIRTUAL = of("virtual-threads", null, 100);
  private static final Case LOOP = of("event-loop", null, 100);
  private static final Case POOL = of("fixed-thread-pool", 10, 10);
  private static final Case SERIAL = of("serial", null, 1);

  @Test
  void nameTheFastestTheCheapestTheSimplestAndTheSafest() {
    assertThat(
            cells(
                priced(VIRTUAL, 1_007, 50, 112_000),
                priced(LOOP, 1_008, 14, 88_000),
                priced(of("structured-scope", null, 100), 1_005, 52, 112_000),
                priced(POOL, 10_130, 50, 99_000)))
        .containsExactly(
            List.of(
                "the least wall time",
                "structured-scope, warm",
                "1.005 s, median of 3; 2 more cases are as fast"),
            List.of(
                "the least CPU time, and as fast",
                "event-loop, warm",
                "0.14 ms of CPU time per request, 73 % less than structured-scope, warm"),
            List.of(
                "the least change from a thread pool",
                "virtual-threads, warm",
                "one line: Executors.newVirtualThreadPerTaskExecutor(); 1.007 s, median of 3"),
            List.of(
                "a limit on what the server gets at once",
                "fixed-thread-pool 10, cold",
                "at most 10 requests at once; 10.26 s, one observation"));
  }

  @Test
  void nameThePoolItselfWhereItIsAsFast() {
    assertThat(
            cells(
                priced(VIRTUAL, 1_007, 50, 112_000),
                priced(of("fixed-thread-pool", 100, 100), 1_008, 60, 112_000)))
        .contains(
            List.of(
                "the least change from a thread pool",
                "fixed-thread-pool 100, warm",
                "no change but the size of the pool; 1.008 s, median of 3"))
        .doesNotContain(List.of("a limit on what the server gets at once"));
  }

  @Test
  void nameTheNextSimplestWhereTheSimplestIsSlower() {
    assertThat(cells(priced(VIRTUAL, 1_107, 50, 112_000), priced(LOOP, 1_008, 14, 88_000)))
        .extracting(row -> row.subList(0, 2))
        .containsExactly(
            List.of("the least wall time", "event-loop, warm"),
            List.of("the least CPU time, and as fast", "event-loop, warm"),
            List.of("the least change from a thread pool", "event-loop, warm"));
  }

  @Test
  void sayNothingOfCostsThatOneShotOrNoneHas() {
    List<Shot> unpriced =
        Stream.of(VIRTUAL, LOOP)
            .flatMap(each -> priced(each, 1_007, 50, 112_000).stream())
            .map(shot -> Samples.with(new EnumMap<>(Metric.class), shot))
            .toList();
    assertThat(cells(unpriced))
        .extracting(List::getFirst)
        .containsExactly("the least wall time", "the least change from a thread pool");
    List<Shot> once =
        Stream.concat(
                priced(VIRTUAL, 1_007, 50, 112_000).stream(),
                priced(LOOP, 1_005, 14, 88_000).stream())
            .filter(shot -> shot.round() == 1 && shot.temperature() == Temperature.WARM)
            .toList();
    assertThat(cells(once))
        .containsExactly(
            List.of(
                "the least wall time",
                "event-loop, warm",
                "1.002 s, one observation; 1 more case is as fast"),
            List.of(
                "the least CPU time, and as fast",
                "event-loop, warm",
                "0.13 ms of CPU time per request, and none that is as fast needs clearly less"),
            List.of(
                "the least change from a thread pool",
                "virtual-threads, warm",
                "one line: Executors.newVirtualThreadPerTaskExecutor(); 1.004 s, one observation"));
  }

  @Test
  void takeTheLowestLimitOfThoseThatAreAsFast() {
    assertThat(
            cells(
                priced(of("fixed-thread-pool", 25, 25), 4_020, 50, 99_000),
                priced(of("process-pool-async", 8, 99), 1_020, 50, 99_000),
                priced(of("virtual-threads", 60, 60), 2_010, 50, 99_000),
                priced(of("virtual-threads", 50, 50), 2_011, 50, 99_000),
                priced(VIRTUAL, 1_010, 50, 99_000)))
        .last()
        .isEqualTo(
            List.of(
                "a limit on what the server gets at once",
                "virtual-threads 50, warm",
                "at most 50 requests at once; 2.011 s, median of 3"));
  }

  @Test
  void countAsTheServerCounted() {
    List<Shot> counted =
        Stream.of(POOL, SERIAL)
            .flatMap(each -> priced(each, 10_130, 50, 99_000).stream())
            .map(
                shot -> {
                  var values = new EnumMap<>(shot.values());
                  values.put(Metric.SERVER_PEAK_IN_FLIGHT, 7.0);
                  return Samples.with(values, shot);
                })
            .toList();
    assertThat(cells(counted)).last().asString().contains("at most 7 requests at once");
  }

  @Test
  void areLeftOutWhereTheVerdictSaysItAll() {
    assertThat(cells(priced(SERIAL, 100_000, 50, 99_000))).isEmpty();
    assertThat(cells(List.of(Samples.failedShot(VIRTUAL, Temperature.COLD, 1)))).isEmpty();
  }

  @Test
  void areOfTheLargestWork() {
    Case many = VIRTUAL.with(Parameter.REQUESTS, 1_000).with(Parameter.IN_FLIGHT, 1_000);
    Case loop = LOOP.with(Parameter.REQUESTS, 1_000).with(Parameter.IN_FLIGHT, 1_000);
    var results =
        MadeUpRuns.of(
            Stream.of(
                    priced(many, 1_040, 60, 99_000),
                    priced(loop, 1_240, 60, 99_000),
                    priced(VIRTUAL, 1_007, 50, 99_000))
                .flatMap(List::stream)
                .toList());
    assertThat(Choices.title(results)).isEqualTo("Which of them for you: 1000 requests of 1 s");
    assertThat(Choices.of(results).cells().getFirst().getLast()).isEqualTo("1.040 s, median of 3");
  }

  @SafeVarargs
  private static List<List<String>> cells(List<Shot>... shots) {
    var all = new ArrayList<Shot>();
    for (List<Shot> each : shots) {
      all.addAll(each);
    }
    return Choices.of(MadeUpRuns.of(all)).cells();
  }

  private static Case of(String model, @Nullable Integer size, int inFlight) {
    return new Case(model, null, null, size, null, inFlight, "hello", 100, 1_000);
  }
}

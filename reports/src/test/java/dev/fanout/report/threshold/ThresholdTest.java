package dev.fanout.report.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.fanout.report.MadeUpStreams;
import dev.fanout.report.Samples;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.csv.ReportCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SummaryColumn;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Summaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          virtual-threads.warm.overhead_ms<100               | ✓ virtual-threads.warm.overhead_ms<100: 21.25
          virtual-threads.warm.overhead_ms<21.25             | ✗ virtual-threads.warm.overhead_ms<21.25: 21.25
          virtual-threads.warm.overhead_ms<=21.25            | ✓ virtual-threads.warm.overhead_ms<=21.25: 21.25
          virtual-threads.warm.overhead_ms>21.25             | ✗ virtual-threads.warm.overhead_ms>21.25: 21.25
          virtual-threads.warm.overhead_ms>=21.25            | ✓ virtual-threads.warm.overhead_ms>=21.25: 21.25
          virtual-threads.warm.efficiency >= 0.99            | ✓ virtual-threads.warm.efficiency >= 0.99: 0.993
          virtual-threads.failed_shots=0                     | ✓ virtual-threads.failed_shots=0: 0
          completable-future.warm.failed_shots=0             | ✗ completable-future.warm.failed_shots=0: 1
          virtual-threads.shots>=3e0                         | ✓ virtual-threads.shots>=3e0: 3
          process-pool[size=8,chunk=4].cold.median_ms<49000  | ✓ process-pool[size=8,chunk=4].cold.median_ms<49000: 48250
          process-pool[chunk=1].cold.median_ms<49000         | ✗ process-pool[chunk=1].cold.median_ms<49000: it selects no case of the run
          completable-future[client=jdk].warm.speedup>90     | ✓ completable-future[client=jdk].warm.speedup>90: 99.1749
          completable-future[client=okhttp].warm.speedup>90  | ✗ completable-future[client=okhttp].warm.speedup>90: it selects no case of the run
          completable-future.cold.overhead_ms<100            | ✗ completable-future.cold.overhead_ms<100: no valid shot
          virtual-threads.warm.published_ms>0                | ✗ virtual-threads.warm.published_ms>0: no published_ms
          virtual.warm.overhead_ms<100                       | ✗ virtual.warm.overhead_ms<100: it selects no case of the run
          """)
  void holdsTheFiguresAgainstTheBound(String threshold, String line) throws IOException {
    ThresholdCheck check = Threshold.parse(threshold).check(rows());
    assertThat(check).hasToString(line);
    assertThat(check.holds()).isEqualTo(line.startsWith("✓"));
  }

  @Test
  void everyRowThatIsMeantMustHold() throws IOException {
    var shots = new ArrayList<Shot>(Samples.shots());
    shots.add(Samples.shot(Samples.VIRTUAL, Temperature.COLD, 1, 3_000, 3_250));
    shots.add(Samples.shot(Samples.VIRTUAL, Temperature.COLD_AOT, 1, 3_000, 3_150));
    List<Summary> rows = Summaries.of(shots, ClaimsCsv.read());
    assertThat(Threshold.parse("virtual-threads.overhead_ms<100").check(rows))
        .hasToString(
            "✗ virtual-threads.overhead_ms<100: virtual-threads, cold 250; virtual-threads,"
                + " cold-aot 150; virtual-threads, warm 21.25");
    assertThat(Threshold.parse("virtual-threads.cold-aot.overhead_ms<100").check(rows))
        .hasToString("✗ virtual-threads.cold-aot.overhead_ms<100: 150");
    assertThat(Threshold.parse("virtual-threads.overhead_ms<251").check(rows).holds()).isTrue();
  }

  /** Cases that differ in work or server; without brackets all of them are meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          m.overhead_ms<100                                  | ✓ m.overhead_ms<100: m, 3 s, cold 1; m crawl, 20 ms CPU, 3 s, cold 2; m 10 handlers, 3 s, cold 3; m, lognormal:3s,0.4, cold 4
          m[handler_threads=10].overhead_ms<100              | ✓ m[handler_threads=10].overhead_ms<100: 3
          m[workload=crawl,cpu_ms=20].overhead_ms<100        | ✓ m[workload=crawl,cpu_ms=20].overhead_ms<100: 2
          m[workload=hello,delay=lognormal:3s,0.4].overhead_ms<100 | ✓ m[workload=hello,delay=lognormal:3s,0.4].overhead_ms<100: 4
          m[delay=lognormal:3s,0.4,handler_threads=async].overhead_ms<100 | ✓ m[delay=lognormal:3s,0.4,handler_threads=async].overhead_ms<100: 4
          m[handler_threads=25].overhead_ms<100              | ✗ m[handler_threads=25].overhead_ms<100: it selects no case of the run
          m[handler_threads=async,workload=hello].overhead_ms<100 | ✓ m[handler_threads=async,workload=hello].overhead_ms<100: m, 3 s, cold 1; m, lognormal:3s,0.4, cold 4
          """)
  void selectsByWorkAndServer(String threshold, String line) {
    List<Shot> shots =
        List.of(
            shot(1, "hello", null, null, null),
            shot(2, "crawl", null, 20L, null),
            shot(3, "hello", null, null, 10),
            shot(4, "hello", "lognormal:3s,0.4", null, null));
    List<Summary> rows =
        shots.stream().flatMap(it -> Summaries.of(List.of(it), List.of()).stream()).toList();
    assertThat(Threshold.parse(threshold).check(rows)).hasToString(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          fixed-thread-pool[size=20,arrivals=poisson:320/s].response_p99_ms<100 | ✓ fixed-thread-pool[size=20,arrivals=poisson:320/s].response_p99_ms<100: 74.187
          fixed-thread-pool[arrivals=poisson:320/s,size=10].response_p99_ms<100 | ✗ fixed-thread-pool[arrivals=poisson:320/s,size=10].response_p99_ms<100: no response_p99_ms
          fixed-thread-pool[arrivals=burst:80/s,10,size=10].growth_per_s=0      | ✗ fixed-thread-pool[arrivals=burst:80/s,10,size=10].growth_per_s=0: it selects no case of the run
          """)
  void selectsStreamsByTheirArrivals(String threshold, String line) {
    assertThat(Threshold.parse(threshold).check(MadeUpStreams.rates().summaries()))
        .hasToString(line);
  }

  private static Shot shot(
      int overheadMs,
      String workload,
      @Nullable String delay,
      @Nullable Long cpuMs,
      @Nullable Integer threads) {
    var measured =
        new Case("m", null, null, null, null, 1, workload, 9, 3_000)
            .with(Parameter.DELAY, delay)
            .with(Parameter.CPU_MS, cpuMs)
            .with(Parameter.HANDLER_THREADS, threads);
    return Samples.shot(measured, Temperature.COLD, 1, 27_000, 27_000 + overheadMs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          virtual-threads.warm.overhead<100      | 'overhead' is not a column of numbers in summary.csv; these are size, chunk, in_flight,
          virtual-threads.warm<100               | 'warm' is not a column of numbers in summary.csv; these are
          virtual-threads.warm.client<100        | 'client' is not a column of numbers in summary.csv; these are
          virtual-threads.lukewarm.shots>1       | 'lukewarm' is not a temperature; these are cold, cold-aot, warm.
          virtual-threads.warm.shots>ten         | 'ten' is not a number; a threshold ends in one such as 100 or 0.95, without a unit.
          virtual-threads.warm.shots>1ms         | '1ms' is not a number; a threshold ends in one such as 100 or 0.95, without a unit.
          virtual-threads.warm.shots>NaN         | 'NaN' is not a number; a threshold ends in one such as 100 or 0.95, without a unit.
          virtual-threads.warm.shots>1e999       | '1e999' is not a number; a threshold ends in one such as 100 or 0.95, without a unit.
          process-pool[8].cold.shots>1           | '[8]' does not select by parameters, such as [size=8,chunk=4]; the parameters are variant, client, size, chunk, workload, requests, delay_ms, delay, cpu_ms, file_bytes, writes, handler_threads, connection_pool, arrivals, stream_ms, stall, http, streams.
          process-pool[].cold.shots>1            | '[]' does not select by parameters, such as [size=8,chunk=4]; the parameters are variant,
          process-pool[pool=8].cold.shots>1      | '[pool=8]' does not select by parameters, such as [size=8,chunk=4]; the parameters are variant,
          process-pool[size=8,chunk].shots>1     | '[size=8,chunk]' does not select by parameters, such as [size=8,chunk=4]; the parameters are variant,
          process-pool[size=8,9].shots>1         | '[size=8,9]' does not select by parameters, such as [size=8,chunk=4]; the parameters are variant,
          process-pool[size=8,size=9].shots>1    | '[size=8,size=9]' does not select by parameters, such as [size=8,chunk=4]; the parameters are variant,
          virtual-threads                        | 'virtual-threads' is not a threshold. Write MODEL[PARAMETER=VALUE].TEMPERATURE.COLUMN<NUMBER, such as
          virtual-threads.warm.overhead_ms       | 'virtual-threads.warm.overhead_ms' is not a threshold. Write
          virtual-threads.warm.overhead_ms!=1    | 'virtual-threads.warm.overhead_ms!=1' is not a threshold. Write
          virtual-threads.warm.shots==1          | 'virtual-threads.warm.shots==1' is not a threshold. Write
          a.b.c.d<1                              | 'a.b.c.d<1' is not a threshold. Write
          """)
  void namesWhatItDoesNotUnderstand(String threshold, String message) {
    assertThatThrownBy(() -> Threshold.parse(threshold))
        .isInstanceOf(MalformedThresholdException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void knowsEveryColumnOfNumbersInTheSummary(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("summary.csv");
    List<Summary> rows = rows();
    Files.write(file, ReportCsv.summary(rows));
    List<String[]> cells =
        Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
    List<String> header = Arrays.asList(cells.getFirst());
    assertThat(Threshold.COLUMNS.stream().map(SummaryColumn::name))
        .containsExactlyInAnyOrderElementsOf(
            header.stream()
                .filter(
                    column ->
                        !List.of(
                                "model",
                                "variant",
                                "client",
                                "workload",
                                "temperature",
                                "delay",
                                "http",
                                "writes",
                                "arrivals",
                                "stall")
                            .contains(column))
                .toList());
    for (int row = 0; row < rows.size(); row++) {
      for (SummaryColumn column : Threshold.COLUMNS) {
        String cell = cells.get(row + 1)[header.indexOf(column.name())];
        Number value = column.figure().apply(rows.get(row));
        if (value == null) {
          assertThat(cell).as(column.name()).isEmpty();
        } else {
          assertThat(Double.parseDouble(cell))
              .as(column.name())
              .isCloseTo(value.doubleValue(), offset(0.001));
        }
      }
    }
  }

  @Test
  void isHeldAgainstThePlanBeforehand() {
    List<PlannedShot> plan = Samples.environment(Outcome.RUNNING).plan().shots();
    Threshold.parse("virtual-threads.cold.overhead_ms<1").requirePlanned(plan);
    assertThatThrownBy(() -> Threshold.parse("serial.warm.overhead_ms<1").requirePlanned(plan))
        .isInstanceOf(MalformedThresholdException.class)
        .hasMessage(
            "'serial.warm.overhead_ms<1' selects no planned case; the planned cases are"
                + " virtual-threads, warm; serial, cold; process-pool 8, chunk 4, cold;"
                + " completable-future jdk, warm; completable-future jdk, cold; virtual-threads,"
                + " cold.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsOrRefusesAnyText(long seed) {
    var random = new Random(seed);
    String letters = "a.b[]=<>1 ,_-%s\n\u0000é";
    for (int i = 0; i < 5_000; i++) {
      String text =
          IntStream.range(0, random.nextInt(20))
              .mapToObj(_ -> letters.charAt(random.nextInt(letters.length())))
              .map(String::valueOf)
              .collect(Collectors.joining());
      try {
        Threshold.parse(text);
      } catch (MalformedThresholdException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("'");
      }
    }
  }

  private static List<Summary> rows() throws IOException {
    return Summaries.of(Samples.shots(), ClaimsCsv.read());
  }
}

package dev.fanout.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShotsCsvTest {
  private static final String GOLDEN =
      """
      run_id,round,model,variant,client,size,chunk,in_flight,workload,requests,delay_ms,temperature,floor_ms,open_ms,elapsed_ms,succeeded,failed,server_peak_in_flight,started_at,failure,cpu_busy,listen_overflows,delay,cpu_ms,file_bytes,writes,handler_threads,stood_still,stood_still_ms,pinned_at,not_measured,cpu_user_ms,cpu_system_ms,server_cpu_ms,allocated_bytes,peak_rss_kb,peak_platform_threads,peak_virtual_threads,voluntary_switches,involuntary_switches,connections,gc_ms,pinned,connection_pool,left_behind,arrivals,stream_ms,stall,response_p50_ms,response_p90_ms,response_p99_ms,response_p999_ms,response_max_ms,service_p50_ms,service_p90_ms,service_p99_ms,service_p999_ms,service_max_ms,lateness_p99_ms,achieved_per_s,backlog_max,offered_per_s,waiting_at_end,wait_mean_ms,expected_wait_mean_ms,floor_response_p50_ms,floor_response_p90_ms,floor_response_p99_ms,floor_response_p999_ms,floor_response_max_ms,floor_wait_mean_ms,growth_per_s,http,streams
      2026-01-02T03-04-05Z,1,process-pool,,okhttp,8,4,8,hello,100,3000,cold,48000.000,12.500,48250.125,100,0,8,2026-01-02T03:04:06.700Z,,0.1250,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
      2026-01-02T03-04-05Z,2,completable-future,,jdk,,,100,hello,100,3000,warm,3000.000,,,97,3,,2026-01-02T03:04:06Z,"3 of 100 requests failed, ""worker 2"" | died:\\nout of luck",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
      """;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("shots.csv");
  }

  private static List<Shot> shots() {
    return List.of(
        Samples.shot(Samples.CHUNKED, Temperature.COLD, 1, 48_000, 48_250.125),
        Samples.failedShot(Samples.FUTURE, Temperature.WARM, 2));
  }

  @Test
  void keepsEveryTemperatureByItsWord() throws IOException {
    List<Shot> shots =
        Temperature.ALL.stream()
            .map(each -> Samples.shot(Samples.VIRTUAL, each, 1, 3_000, 3_250.125))
            .toList();
    ShotsCsv.create(file);
    for (Shot shot : shots) {
      ShotsCsv.append(file, shot);
    }
    assertThat(file).content().contains(",cold,", ",cold-aot,", ",warm,");
    assertThat(ShotsCsv.read(file)).isEqualTo(shots);
  }

  @Test
  void keepsWhichProcessStoodStillAndWhatMetersSay() throws IOException {
    Shot failed = Samples.failedShot(Samples.FUTURE, Temperature.WARM, 3);
    var shot =
        new Shot(
            failed.runId(),
            3,
            failed.measured(),
            failed.temperature(),
            failed.floorMs(),
            null,
            100,
            0,
            failed.startedAt(),
            "it stood still",
            new StandStill("slow server", 4_983),
            Map.of(
                Metric.CPU_USER_MS,
                20.0,
                Metric.ALLOCATED_BYTES,
                6_000_000_000.0,
                Metric.PEAK_RSS_KB,
                70_000.0),
            new CostNotes("=a.B:12", "pinned (no recorder)", "1 thread was still alive: a,b"));
    ShotsCsv.create(file);
    ShotsCsv.append(file, shot);
    assertThat(file)
        .content()
        .endsWith(
            ",slow server,4983.000,'=a.B:12,pinned (no"
                + " recorder),20.000,,,6000000000,70000,,,,,,,,,\"1 thread was still alive:"
                + " a,b\""
                + ",".repeat(29)
                + "\n");
    assertThat(ShotsCsv.read(file)).containsExactly(shot);
  }

  private void write() throws IOException {
    ShotsCsv.create(file);
    for (Shot shot : shots()) {
      ShotsCsv.append(file, shot);
    }
  }

  @Test
  void writesTheColumnsThatOthersRelyOn() throws IOException {
    write();
    assertThat(file).content().isEqualTo(GOLDEN);
  }

  @Test
  void writesThePointWhateverTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      write();
    } finally {
      Locale.setDefault(before);
    }
    assertThat(file).content().isEqualTo(GOLDEN);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    write();
    assertThat(ShotsCsv.read(file)).isEqualTo(shots());
  }

  @Test
  void overwritesNothing() throws IOException {
    write();
    assertThatThrownBy(() -> ShotsCsv.create(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void readsFurtherColumnsAndAnotherOrder() throws IOException {
    Files.writeString(file, "extra," + GOLDEN.replace("\n2026", "\nx,2026"));
    assertThat(ShotsCsv.read(file)).isEqualTo(shots());
  }

  @Test
  void readsAFileOfBeforeAColumnWasAdded() throws IOException {
    Files.writeString(
        file,
        GOLDEN
            .replace(
                ",cpu_busy,listen_overflows,delay,cpu_ms,file_bytes,writes,handler_threads,stood_still,stood_still_ms,pinned_at,not_measured,cpu_user_ms,cpu_system_ms,server_cpu_ms,allocated_bytes,peak_rss_kb,peak_platform_threads,peak_virtual_threads,voluntary_switches,involuntary_switches,connections,gc_ms,pinned,connection_pool,left_behind,arrivals,stream_ms,stall,response_p50_ms,response_p90_ms,response_p99_ms,response_p999_ms,response_max_ms,service_p50_ms,service_p90_ms,service_p99_ms,service_p999_ms,service_max_ms,lateness_p99_ms,achieved_per_s,backlog_max,offered_per_s,waiting_at_end,wait_mean_ms,expected_wait_mean_ms,floor_response_p50_ms,floor_response_p90_ms,floor_response_p99_ms,floor_response_p999_ms,floor_response_max_ms,floor_wait_mean_ms,growth_per_s,http,streams",
                "")
            .replace(",0.1250,0" + ",".repeat(52), "")
            .replace("luck\"" + ",".repeat(54), "luck\""));
    assertThat(ShotsCsv.read(file))
        .hasSameSizeAs(shots())
        .allSatisfy(shot -> assertThat(shot.value(Metric.CPU_BUSY)).isNull());
  }

  @Test
  void namesAMissingColumn() throws IOException {
    Files.writeString(file, GOLDEN.replace("elapsed_ms", "elapsed"));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("shots.csv has no column elapsed_ms");
  }

  @Test
  void namesACellThatDoesNotFit() throws IOException {
    Files.writeString(file, GOLDEN.replace(",48000.000,", ",fast,"));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("shots.csv, row 1: 'fast' in column floor_ms is not a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,100,0,8,             | ,100,5,8,              | succeeded 100 and failed 5 do not add up to the 100 requests of the case
          ,100,0,8,             | ,95,5,8,               | failed is 5, but the shot has no failure
          ,48000.000,           | ,-1.000,               | floor_ms is -1.0, and must be 0 or more
          ,48250.125,           | ,-1.000,               | elapsed_ms is -1.0, and must be 0 or more
          ,48250.125,           | ,0.000,                | elapsed_ms is 0, but every request takes time
          ,48250.125,           | ,,                     | a shot has either elapsed_ms or a failure, but this one has neither
          06.700Z,,0.1250       | 06.700Z,broken,0.1250  | a shot has either elapsed_ms or a failure, but this one has both
          ,12.500,              | ,-12.500,              | open_ms is -12.5, and must be 0 or more
          ,0.1250,              | ,-0.1250,              | cpu_busy is -0.125, and must be 0 or more
          ,0.1250,              | ,1.1250,               | cpu_busy is 1.125, and must be 1 or less
          ,8,4,8,hello          | ,8,4,0,hello           | `0` in column in_flight is not a whole number of 1 or more
          ,8,4,8,hello          | ,8,4,٨,hello           | `٨` in column in_flight is not a whole number of 1 or more
          ,8,4,8,hello          | ,8,4,+8,hello          | `+8` in column in_flight is not a whole number of 1 or more
          ,48250.125,           | ,0x1p16,               | `0x1p16` in column elapsed_ms is not a number
          ,48250.125,           | ,48250.125d,           | `48250.125d` in column elapsed_ms is not a number
          ,48250.125,           | ,4.8e4,                | `4.8e4` in column elapsed_ms is not a number
          ,48250.125,           | ,1000000000.001,       | `1000000000.001` in column elapsed_ms is more than 1000000000 ms
          """)
  void refusesARowThatContradictsItself(String from, String to, String message) throws IOException {
    assertThat(GOLDEN).contains(from);
    Files.writeString(file, GOLDEN.replaceFirst(Pattern.quote(from), to));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("shots.csv, row 1: " + message.replace('`', '\''));
  }

  @Test
  void readsAShotWithoutAFloor() throws IOException {
    Files.writeString(file, GOLDEN.replace(",8,hello,", ",,hello,").replace(",48000.000,", ",,"));
    assertThat(ShotsCsv.read(file).getFirst())
        .satisfies(
            shot -> {
              assertThat(shot.floorMs()).isNull();
              assertThat(shot.measured().inFlight()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void namesAnotherSeparator(String separator) throws IOException {
    Files.writeString(file, GOLDEN.replace(",", separator));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("shots.csv has semicolons or tabs between its cells: only commas are accepted");
  }

  @Test
  void namesAByteOrderMark() throws IOException {
    Files.writeString(file, "\uFEFF" + GOLDEN);
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("shots.csv begins with a byte order mark: save it as UTF-8 without one");
    Files.writeString(file, "\uFEFF" + GOLDEN, StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> ShotsCsv.read(file)).hasMessageContaining("byte order mark");
  }

  @Test
  void namesAColumnThatIsThereTwice() throws IOException {
    Files.writeString(file, GOLDEN.replace("elapsed_ms", "open_ms"));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("shots.csv has a column without a name, or two of the same name");
  }

  @Test
  void namesTextAfterAQuotationMark() throws IOException {
    Files.writeString(file, GOLDEN.replace(",okhttp,", ",\"ok\"http,"));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(
            "shots.csv is not a CSV file: a cell has text after its closing quotation mark");
  }

  @Test
  void leavesACutLastRowOut() throws IOException {
    Files.writeString(file, GOLDEN.substring(0, GOLDEN.lastIndexOf("died")));
    assertThat(ShotsCsv.read(file)).isEqualTo(shots().subList(0, 1));
    assertThat(CutShort.lines(file)).isEqualTo(1);
  }

  @Test
  void takesAQuoteInsideACellForWhatItIs() throws IOException {
    Files.writeString(file, GOLDEN.replace(",okhttp,", ",ok\"http,"));
    assertThat(ShotsCsv.read(file))
        .extracting(shot -> shot.measured().client())
        .containsExactly("ok\"http", "jdk");
    assertThat(CutShort.lines(file)).isZero();
  }

  @Test
  void namesARowThatIsTooShort() throws IOException {
    Files.writeString(file, GOLDEN.replace(",48250.125,100,0", ",48250.125"));
    assertThatThrownBy(() -> ShotsCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageMatching("shots.csv, row 1: \\d+ cells where the header has \\d+");
  }

  @Test
  void readsAllThatACaseCanHave() throws IOException {
    List<Shot> shots =
        List.of(
            shotOf("crawl", 100, "uniform:1s..5s", 20L, null, null, 10),
            shotOf("download", 1_000, "lognormal:3s,0.4", null, 65_536, "non-blocking", null));
    ShotsCsv.create(file);
    for (Shot shot : shots) {
      ShotsCsv.append(file, shot);
    }
    assertThat(file)
        .content()
        .contains(",uniform:1s..5s,20,,,10,")
        .contains(",\"lognormal:3s,0.4\",,65536,non-blocking,,");
    assertThat(ShotsCsv.read(file)).isEqualTo(shots);
  }

  private static Shot shotOf(
      String workload,
      int requests,
      @Nullable String delay,
      @Nullable Long cpuMs,
      @Nullable Integer fileBytes,
      @Nullable String writes,
      @Nullable Integer handlerThreads) {
    var measured =
        new Case("m", null, "jdk", null, null, requests, workload, requests, 3_000)
            .with(Parameter.DELAY, delay)
            .with(Parameter.CPU_MS, cpuMs)
            .with(Parameter.FILE_BYTES, fileBytes)
            .with(Parameter.WRITES, writes)
            .with(Parameter.HANDLER_THREADS, handlerThreads);
    return Samples.shot(measured, Temperature.COLD, 1, 3_000, 3_100);
  }

  /** Each of them has one request, whose number tells whose it is. */
  @Test
  void requestsAreThoseOfTheirOwnShotWhateverItDiffersIn() throws IOException {
    List<Shot> shots =
        List.of(
            shotOf("hello", 100, null, null, null, null, null),
            shotOf("hello", 10, null, null, null, null, null),
            shotOf("hello", 100, "uniform:1s..5s", null, null, null, null),
            shotOf("hello", 100, null, 20L, null, null, null),
            shotOf("hello", 100, null, null, 1_000, null, null),
            shotOf("hello", 100, null, null, null, "blocking", null),
            shotOf("hello", 100, null, null, null, null, 10));
    Path requests = folder.resolve("requests.csv");
    RequestsCsv.create(requests);
    for (int i = 0; i < shots.size(); i++) {
      RequestsCsv.append(requests, shots.get(i), List.of(new RequestTrace(i, 0, 0, 1, "ok")));
    }
    assertThat(RequestsCsv.read(requests, shots).values())
        .map(traces -> traces.stream().map(RequestTrace::request).toList())
        .containsExactly(
            List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5), List.of(6));
  }

  @Test
  void requestsOfAnEarlierVersionAreReadWhereTheyAreOfOneShot() throws IOException {
    Path requests = folder.resolve("requests.csv");
    Files.writeString(
        requests,
        """
        run_id,round,model,variant,client,size,chunk,workload,temperature,request,lane,start_ms,end_ms,status
        2026-01-02T03-04-05Z,1,process-pool,,okhttp,8,4,hello,cold,7,3,0.250,3001.500,ok
        2026-01-02T03-04-05Z,1,m,,jdk,,,hello,cold,8,3,0.250,3001.500,ok
        """);
    Shot known = shots().getFirst();
    Shot few = shotOf("hello", 10, null, null, null, null, null);
    Shot many = shotOf("hello", 100, null, null, null, null, null);
    assertThat(RequestsCsv.read(requests, List.of(known, few)))
        .containsEntry(known, List.of(new RequestTrace(7, 3, 0.25, 3_001.5, "ok")))
        .containsEntry(few, List.of(new RequestTrace(8, 3, 0.25, 3_001.5, "ok")));
    assertThat(RequestsCsv.read(requests, List.of(known, few, many)))
        .as("whose they are cannot be told")
        .containsEntry(few, List.of())
        .containsEntry(many, List.of());
  }

  @Test
  void requestsHaveColumnsOfTheirOwn() throws IOException {
    Path requests = folder.resolve("requests.csv");
    RequestsCsv.create(requests);
    RequestsCsv.append(
        requests, shots().getFirst(), List.of(new RequestTrace(7, 3, 0.25, 3_001.5, "ok")));
    assertThat(requests)
        .content()
        .isEqualTo(
            """
            run_id,round,model,variant,client,size,chunk,workload,temperature,request,lane,start_ms,end_ms,status,requests,delay_ms,delay,cpu_ms,file_bytes,writes,handler_threads,connection_pool,arrivals,stream_ms,stall,intended_ms,http,streams
            2026-01-02T03-04-05Z,1,process-pool,,okhttp,8,4,hello,cold,7,3,0.250,3001.500,ok,100,3000,,,,,,,,,,,,
            """);
  }
}

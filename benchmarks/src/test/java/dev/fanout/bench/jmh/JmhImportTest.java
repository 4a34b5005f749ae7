package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.ComparisonReport;
import dev.fanout.report.RunReport;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.Difference;
import dev.fanout.report.compare.NotComparableException;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Order(3)
class JmhImportTest {
  /** As JMH 1.37 writes it: two entries, one fork of the second failed. */
  private static final String JSON =
      """
      [
          {
              "jmhVersion" : "1.37",
              "benchmark" : "dev.fanout.bench.model.ProcessPool.fanOut",
              "mode" : "ss",
              "threads" : 1,
              "forks" : 3,
              "jvm" : "/usr/lib/jvm/jdk-25/bin/java",
              "jvmArgs" : [
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Dfanout.watch-parent=true"
              ],
              "jdkVersion" : "25.0.3",
              "vmName" : "OpenJDK 64-Bit Server VM",
              "vmVersion" : "25.0.3+9-LTS",
              "warmupIterations" : 0,
              "warmupTime" : "single-shot",
              "warmupBatchSize" : 1,
              "measurementIterations" : 1,
              "measurementTime" : "single-shot",
              "measurementBatchSize" : 1,
              "params" : {
                  "chunk" : "4",
                  "delay" : "200ms",
                  "requests" : "100",
                  "size" : "8",
                  "temperature" : "COLD",
                  "url" : "",
                  "warmUpUrl" : ""
              },
              "primaryMetric" : {
                  "score" : 3251.25,
                  "scoreError" : 30.5,
                  "scoreConfidence" : [ "NaN", "NaN" ],
                  "scorePercentiles" : { "0.0" : 3240.5 },
                  "scoreUnit" : "ms/op",
                  "rawData" : [ [ 3251.25 ], [ 3240.5 ], [ 3260.0 ] ]
              },
              "secondaryMetrics" : {
              }
          },
          {
              "jmhVersion" : "1.37",
              "benchmark" : "dev.fanout.bench.model.VirtualThreads.fanOut",
              "mode" : "ss",
              "threads" : 1,
              "forks" : 2,
              "jvm" : "/usr/lib/jvm/jdk-25/bin/java",
              "jvmArgs" : [ "--sun-misc-unsafe-memory-access=allow" ],
              "jdkVersion" : "25.0.3",
              "vmName" : "OpenJDK 64-Bit Server VM",
              "vmVersion" : "25.0.3+9-LTS",
              "warmupIterations" : 0,
              "measurementIterations" : 1,
              "params" : {
                  "delay" : "200ms",
                  "requests" : "100",
                  "temperature" : "WARM",
                  "url" : "",
                  "warmUpUrl" : ""
              },
              "primaryMetric" : {
                  "score" : 0.2105,
                  "scoreError" : "NaN",
                  "scoreUnit" : "s/op",
                  "rawData" : [ [ 0.2105 ] ]
              },
              "secondaryMetrics" : {
              }
          }
      ]
      """;

  @TempDir Path temporary = Path.of("");

  @Test
  void everyForkIsAShotOfARunOfItsOwn() throws IOException {
    Results results = RunReport.read(JmhImport.of(file(JSON), temporary));
    assertThat(results.shots())
        .extracting(
            shot -> shot.measured().label(),
            Shot::temperature,
            Shot::round,
            Shot::floorMs,
            Shot::elapsedMs,
            Shot::valid)
        .containsExactly(
            tuple("process-pool 8, chunk 4", Temperature.COLD, 1, 3_200.0, 3_251.25, true),
            tuple("process-pool 8, chunk 4", Temperature.COLD, 2, 3_200.0, 3_240.5, true),
            tuple("process-pool 8, chunk 4", Temperature.COLD, 3, 3_200.0, 3_260.0, true),
            tuple("virtual-threads", Temperature.WARM, 1, 200.0, 210.5, true));
    assertThat(results.missing())
        .extracting(shot -> shot.measured().label(), Environment.PlannedShot::round)
        .containsExactly(tuple("virtual-threads", 2));
  }

  @Test
  void keepsTheSecretsOfTheAddressOutOfTheRun() throws IOException {
    String url = "\"url\" : \"";
    Path file = file(JSON.replace(url, url + "http://me:s3cr3t@h/x?api_key=s3cr3t&n=1"));
    RunFolder folder = JmhImport.of(file, temporary);
    RunReport.write(RunReport.read(folder), folder);
    try (Stream<Path> files = Files.walk(folder.path())) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(each -> assertThat(each).content().doesNotContain("s3cr3t"));
    }
    String masked = "http://***@h/x?api_key=***&n=***";
    assertThat(RunReport.read(folder).environment().server()).isEqualTo(masked);
    assertThat(folder.jmh().resolve(file.getFileName()))
        .hasContent(JSON.replace(url, url + masked));
  }

  @Test
  void tellsWhatTheFileTellsAndNothingElse() throws IOException {
    Path file = file(JSON);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
    RunFolder folder = JmhImport.of(file, temporary);
    Environment environment = RunReport.read(folder).environment();
    assertThat(folder.path()).isEqualTo(temporary.resolve("runs/jmh-out_1-a"));
    assertThat(environment.runId()).isEqualTo("jmh-out_1-a");
    assertThat(environment.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(environment.startedAt()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(environment.endedAt()).isNull();
    assertThat(environment.machine()).isNull();
    assertThat(environment.commit()).isNull();
    assertThat(environment.jdk().version()).isEqualTo("25.0.3+9-LTS");
    assertThat(environment.jdk().flags()).containsExactly("--sun-misc-unsafe-memory-access=allow");
    assertThat(environment.libraries()).containsOnlyKeys("jmh").containsValue("1.37");
    assertThat(environment.plan().seed()).isNull();
    assertThat(environment.server())
        .isEqualTo("slow server on loopback, delay 200ms, asynchronous responses");
    assertThat(folder.jmh().resolve("out_1 a.json")).content().isEqualTo(JSON);
  }

  @Test
  @Tag("slow")
  void itsReportSaysWhatIsUnknown() throws IOException {
    RunFolder folder = JmhImport.of(file(JSON), temporary);
    RunReport.write(RunReport.read(folder), folder);
    assertThat(folder.report())
        .content()
        .contains(
            "- Machine: unknown\n",
            "- Order of shots: unknown\n",
            "- Command: `JMH, read from out_1 a.json`\n")
        .doesNotContain("null");
  }

  private static String entryOf(String benchmark, String params, String change, String to) {
    return JSON.substring(JSON.indexOf('{'), JSON.indexOf("    },\n    {") + 5)
        .replace("ProcessPool", benchmark)
        .replace("\"chunk\" : \"4\",", params.isEmpty() ? "" : params.replace('`', '"') + ",")
        .replace("\"size\" : \"8\",", "")
        .replace(change, to);
  }

  private static String alone(String benchmark, String params) {
    return "[" + entryOf(benchmark, params, "", "") + "]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ParallelStream |                                               | true
          SupplyAsync    | `variant` : `common`                          | true
          VirtualThreads | `workload` : `crawl`, `cpuMs` : `20`          | false
          """)
  void hasNoFloorWhereThatDependsOnCoresThatNobodyKnows(
      String benchmark, @Nullable String params, boolean lanes) throws IOException {
    RunFolder folder =
        JmhImport.of(file(alone(benchmark, params == null ? "" : params)), temporary);
    Results results = RunReport.read(folder);
    assertThat(results.shots()).hasSize(3).allMatch(Shot::valid);
    assertThat(results.shots()).extracting(Shot::floorMs).containsOnlyNulls();
    assertThat(results.shots().getFirst().measured().inFlight() == null).isEqualTo(lanes);
    assertThat(results.summaries())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.medianMs()).isEqualTo(3_251.25);
              assertThat(row.floorMs()).isNull();
              assertThat(row.overheadMs()).isNull();
              assertThat(row.efficiency()).isNull();
            });
  }

  @Test
  @Tag("slow")
  void itsReportCopesWithoutAFloor() throws IOException {
    RunFolder folder = JmhImport.of(file(alone("ParallelStream", "")), temporary);
    RunReport.write(RunReport.read(folder), folder);
    assertThat(folder.report())
        .content()
        .contains("finished 100 requests in 3.251 s (median of 3).")
        .doesNotContain("null", "above the least time");
    assertThat(folder.charts()).isDirectoryContaining("glob:**/wall-time.svg");
    assertThat(folder.charts().resolve("wall-time.svg")).content().doesNotContain("NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Serial         | `workload` : `crawl`, `cpuMs` : `20`                          | 21980
          EventLoop      | `workload` : `crawl`, `cpuMs` : `20`, `variant` : `one-loop`  | 2380
          SupplyAsync    | `variant` : `pool`, `size` : `10`                             | 2000
          """)
  void hasAFloorWhereItIsTheSameOnAnyCores(String benchmark, String params, double floorMs)
      throws IOException {
    Results results = RunReport.read(JmhImport.of(file(alone(benchmark, params)), temporary));
    assertThat(results.shots()).extracting(Shot::floorMs).containsOnly(floorMs);
  }

  @Test
  void keepsTheFlagsOfEachCase() throws IOException {
    String flags = "\"--sun-misc-unsafe-memory-access=allow\",";
    String scope = entryOf("StructuredScope", "", flags, flags + "\"--enable-preview\",");
    String threads = entryOf("VirtualThreads", "", "", "");
    RunFolder both = JmhImport.of(named("both.json", "[" + scope + "," + threads + "]"), temporary);
    RunFolder one = JmhImport.of(named("one.json", "[" + threads + "]"), temporary);
    RunFolder bare = JmhImport.of(named("bare.json", alone("StructuredScope", "")), temporary);
    Environment environment = RunReport.read(both).environment();
    assertThat(environment.jdk().flags()).containsExactly("--sun-misc-unsafe-memory-access=allow");
    assertThat(environment.plan().shots())
        .extracting(shot -> shot.measured().model(), Environment.PlannedShot::flags)
        .contains(
            tuple("structured-scope", List.of("--enable-preview")),
            tuple("virtual-threads", List.of()));
    assertThat(differences(both, one)).isEmpty();
    assertThat(differences(both, bare))
        .containsExactly(
            "JVM flags of structured-scope --sun-misc-unsafe-memory-access=allow --enable-preview"
                + " against --sun-misc-unsafe-memory-access=allow");
  }

  private static List<String> differences(RunFolder base, RunFolder fresh) throws IOException {
    try {
      return Comparison.of(
              ComparisonReport.read("base", base),
              ComparisonReport.read("fresh", fresh),
              EnumSet.allOf(Difference.Kind.class))
          .differences()
          .stream()
          .map(Difference::toString)
          .toList();
    } catch (NotComparableException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          25.0.3+9-LTS                              | 25.0.2+1-LTS                               | several JVMs, which do not make one run: OpenJDK 64-Bit Server VM 25.0.3+9-LTS and OpenJDK 64-Bit Server VM 25.0.2+1-LTS
          OpenJDK                                   | GraalVM                                    | several JVMs
          "jmhVersion" : "1.37"                     | "jmhVersion" : "1.36"                      | several versions of JMH, which do not make one run: 1.37 and 1.36
          "url" : ""                                | "url" : "http://127.0.0.1:1/"              | several values of url
          "forks" : 3                               | "forks" : 2                                | several values of forks of process-pool 8, chunk 4, cold, which do not make one run: 3 and 2
          "--sun-misc-unsafe-memory-access=allow",  | "-Xint",                                   | several sets of JVM flags of process-pool 8, chunk 4
          "threads"                                 | "threads"                                  | holds the scores of process-pool 8, chunk 4, cold twice
          """)
  void refusesEntriesThatDoNotMakeOneRun(String change, String to, String message)
      throws IOException {
    String entry = JSON.substring(JSON.indexOf('{'), JSON.indexOf("    },\n    {") + 5);
    assertThat(entry).contains(change);
    refuses(file("[" + entry + "," + entry.replace(change, to) + "]"), message);
  }

  @Test
  void refusesAStreamOfArrivals() throws IOException {
    refuses(
        file(
            JSON.replace(
                    "\"size\" : \"8\",",
                    "\"size\" : \"8\", \"arrivals\" : \"100/s\", \"streamMs\" : \"1000\",")
                .replace("\"chunk\" : \"4\"", "\"chunk\" : \"1\"")),
        "dev.fanout.bench.model.ProcessPool.fanOut was measured with arrivals, and JMH writes down"
            + " no response times: measure streams with the command run and its --arrivals.");
  }

  @Test
  void refusesDelaysOfSeveralSeeds() throws IOException {
    String one = entryOf("VirtualThreads", "`seed` : `1`", "200ms", "uniform:100ms..300ms");
    String other = entryOf("Serial", "`seed` : `2`", "200ms", "uniform:100ms..300ms");
    refuses(
        file("[" + one + "," + other + "]"),
        "several seeds of drawn delays, which do not make one run: 1 and 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "x", "]", "\0"})
  void refusesWhatComesAfterTheList(String more) throws IOException {
    refuses(file(JSON + more), "continues after its first JSON value");
  }

  @Test
  void refusesAFileThatIsThereTwice() throws IOException {
    refuses(file(JSON + JSON), "continues after its first JSON value, at line");
  }

  @Test
  void namesAByteOrderMark() throws IOException {
    refuses(file("\uFEFF" + JSON), "begins with a byte order mark");
  }

  @Test
  void namesABenchmarkOfSomebodyElse() throws IOException {
    String foreign =
        """
        [{"jmhVersion" : "1.37", "benchmark" : "org.example.Sorting.sort", "mode" : "thrpt", "threads" : 1,
          "forks" : 5, "primaryMetric" : {"score" : 1.0, "scoreUnit" : "ops/s", "rawData" : [[1.0]]}}]
        """;
    refuses(file(foreign), "org.example.Sorting.sort is not a benchmark of fanout-bench");
  }

  @Test
  void isNotReadTwice() throws IOException {
    Path file = file(JSON);
    JmhImport.of(file, temporary);
    refuses(file, "exists: to make its reports again, type report jmh-out_1-a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "mode" : "ss"                | "mode" : "avgt"              | was measured with mode avgt: only ss
          "threads" : 1                | "threads" : 4                | was measured with threads 4: only 1
          "warmupIterations" : 0       | "warmupIterations" : 2       | was measured with warmupIterations 2: only 0
          "measurementIterations" : 1  | "measurementIterations" : 5  | was measured with measurementIterations 5: only 1
          "ms/op"                      | "ops/s"                      | has scores in ops/s, which is not a time
          ProcessPool                  | Unheard                      | dev.fanout.bench.model.Unheard.fanOut is not a benchmark of fanout-bench
          "chunk" : "4"                | "chunk" : "four"             | does not take
          "chunk" : "4"                | "chunks" : "4"               | does not take
          "size" : "8"                 | "size" : "0"                 | does not take
          "COLD"                       | "TEPID"                      | does not take
          "rawData" : [ [ 3251.25 ]    | "rawData" : [ [ "slow" ]     | has a score that is not a time: "slow".
          "rawData" : [ [ 3251.25 ]    | "rawData" : [ [ -1 ]         | has a score that is not a time: -1.
          "rawData" : [ [ 3251.25 ]    | "rawData" : [ [ 3251.25, 1 ] | has 2 scores of one fork, where a shot has one
          "rawData" : [ [ 3251.25 ]    | "rawDataHistogram" : [ [ 1 ] | has a histogram in place of its single scores
          "mode" : "ss"                | "mode" : "thrpt"             | was measured with mode thrpt: only ss
          "mode" : "ss"                | "mode" : "sample"            | was measured with mode sample: only ss
          "forks" : 3                  | "forks" : 0                  | was measured with forks 0
          "requests" : "100"           | "requests" : "0"             | does not take
          "requests" : "100"           | "requests" : "-1"            | does not take
          "rawData" : [ [ 3251.25 ]    | "rawData" : [ null           | is not JSON that JMH wrote of this benchmark
          [ 3251.25 ]                  | [ null ]                     | is not JSON that JMH wrote of this benchmark
          "params" : {                 | "settings" : {               | is not JSON that JMH wrote of this benchmark
          """)
  void refusesWhatMakesNoShot(String from, String to, String message) throws IOException {
    assertThat(JSON).contains(from);
    refuses(file(JSON.replace(from, to)), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{}", "null", "[null]", "[1]", "[{}]", "model,variant\n", "\0"})
  void refusesWhatIsNotJmhs(String text) throws IOException {
    refuses(file(text), "is not JSON that JMH wrote of this benchmark");
  }

  @Test
  void refusesACutFileWhereverItIsCut() throws IOException {
    for (int length = 0; length < JSON.lastIndexOf(']'); length += 41) {
      refuses(file(JSON.substring(0, length)), "is not JSON that JMH wrote of this benchmark");
    }
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = temporary.resolve("out.json");
    Files.write(file, new byte[] {'[', (byte) 0xff, (byte) 0xfe, 0});
    refuses(file, "is not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[ [ \"NaN\" ] ]", "[ [ ] ]"})
  void refusesAFileWithoutAShot(String rawData) throws IOException {
    refuses(file(JSON.replaceAll("\"rawData\" : .*", "\"rawData\" : " + rawData)), "holds no shot");
  }

  @Test
  void refusesAnEmptyList() throws IOException {
    refuses(file("[]"), "holds no shot");
  }

  private void refuses(Path file, String message) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> JmhImport.of(file, temporary))
        .withMessageContaining(message)
        .withMessageMatching("[^\\n]*");
  }

  private Path file(String text) throws IOException {
    return named("out_1 a.json", text);
  }

  private Path named(String name, String text) throws IOException {
    return Files.writeString(temporary.resolve(name), text);
  }
}

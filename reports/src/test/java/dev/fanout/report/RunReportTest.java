package dev.fanout.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.csv.SwitchCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.page.ReportMarkdown;
import dev.fanout.report.summary.Results;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of a report against a golden one.
 *
 * <p>Run with {@code -Dgolden.update=true} to write the golden files again; then read the diff.
 */
@Execution(ExecutionMode.CONCURRENT)
class RunReportTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path REFERENCES = Path.of("reference");

  @TempDir static Path temporary;
  private static RunFolder madeUp = new RunFolder(Path.of(""));
  private static RunFolder tuned = new RunFolder(Path.of(""));

  /** Once for all tests, since the charting library takes seconds to load. */
  @BeforeAll
  static void writeReports() throws IOException {
    madeUp = folder("made-up");
    measure(madeUp, Outcome.INCOMPLETE);
    RunReport.write(RunReport.read(madeUp), madeUp);
    tuned = folder("tuned");
    search(tuned);
    RunReport.write(RunReport.read(tuned), tuned);
  }

  /** A text with a control character in it other than a line's end. */
  private static final Pattern CONTROL = Pattern.compile("(?s).*[\\p{Cc}&&[^\n]].*");

  private static RunFolder folder(String name) throws IOException {
    return new RunFolder(Files.createDirectory(temporary.resolve(name)));
  }

  private static void measure(RunFolder run, Outcome outcome) throws IOException {
    EnvironmentFile.write(run.environment(), Samples.environment(outcome));
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    for (Shot shot : Samples.shots()) {
      RequestsCsv.append(run.requests(), shot, Samples.requests(shot));
      ShotsCsv.append(run.shots(), shot);
    }
  }

  private static void search(RunFolder run) throws IOException {
    Tuning tuning = MadeUpTunings.pool();
    Results results = MadeUpRuns.tuning(tuning);
    EnvironmentFile.write(run.environment(), results.environment());
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    for (Shot shot : results.shots()) {
      RequestsCsv.append(run.requests(), shot, within(shot, Samples.requests(shot)));
      ShotsCsv.append(run.shots(), shot);
    }
    TuningFile.write(run.tuning(), tuning);
  }

  /** The same requests, none of which ends after its shot. */
  private static List<RequestTrace> within(Shot shot, List<RequestTrace> requests) {
    double endMs = requests.stream().mapToDouble(RequestTrace::endMs).max().orElseThrow();
    Double elapsedMs = shot.elapsedMs();
    double part = elapsedMs == null ? 1 : Math.min(1, elapsedMs / endMs);
    return requests.stream()
        .map(
            trace ->
                new RequestTrace(
                    trace.request(),
                    trace.lane(),
                    part * trace.startMs(),
                    part * trace.endMs(),
                    trace.status()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "environment.json",
        "shots.csv",
        "summary.csv",
        "findings.csv",
        "claims.csv",
        "report.md",
        "charts/wall-time.svg"
      })
  void isAsTheGoldenOne(String name) throws IOException {
    Golden.is(name, Files.readString(madeUp.path().resolve(name)));
  }

  @Test
  void theConsoleIsAsTheGoldenOne() throws IOException {
    Golden.is("console.txt", RunReport.console(RunReport.read(madeUp)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tuning.json", "tuning.csv", "tuning.md", "report.md"})
  void ofASearchIsAsTheGoldenOne(String name) throws IOException {
    Golden.is("tuning/" + name, Files.readString(tuned.path().resolve(name)));
  }

  @Test
  void theConsoleOfASearchIsAsTheGoldenOne() throws IOException {
    Golden.is("tuning/console.txt", RunReport.console(RunReport.read(tuned)));
  }

  /** Written and read back: the figures, the sentences, the findings, and no file of shots. */
  @Test
  void ofMicroBenchmarksIsAsTheGoldenOne() throws IOException {
    RunFolder run = folder("switch");
    Results made = MadeUpRuns.switching();
    EnvironmentFile.write(run.environment(), made.environment());
    ShotsCsv.create(run.shots());
    RequestsCsv.create(run.requests());
    SwitchCsv.create(run.switches());
    Switching switching = requireNonNull(made.switching());
    for (SwitchCost cost : switching.costs()) {
      SwitchCsv.append(run.switches(), cost);
    }
    Results read = RunReport.read(run);
    assertThat(read.switching()).isEqualTo(switching);
    RunReport.write(read, run);
    Golden.is("switch/switch.csv", Files.readString(run.switches()));
    Golden.is("switch/report.md", Files.readString(run.report()));
    Golden.is("switch/console.txt", RunReport.console(read));
    assertThat(run.charts().resolve("switch.svg")).content().startsWith("<svg");
    assertThat(run.page()).content().contains("switch.csv").doesNotContain("summary.csv");
    assertThat(run.summary()).doesNotExist();
    assertThat(run.claims()).doesNotExist();
    assertThatThrownBy(() -> ComparisonReport.read("switch", run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageContaining("only runs of shots are compared");
  }

  @Test
  void anOrdinaryRunHasNothingOfASearch() {
    assertThat(madeUp.path()).isDirectoryNotContaining("glob:**/tuning*");
    assertThat(madeUp.charts()).isDirectoryNotContaining("glob:**/tuning*");
  }

  @Test
  void aSearchThatCannotBeReadIsRefused() throws IOException {
    RunFolder run = folder("broken-search");
    measure(run, Outcome.COMPLETE);
    Files.writeString(run.tuning(), "{");
    assertThatThrownBy(() -> RunReport.read(run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageStartingWith("tuning.json ends at line 1, in the middle");
  }

  @Test
  void readsTheEnvironmentThatItWrote() throws IOException {
    assertThat(EnvironmentFile.read(madeUp.environment()))
        .isEqualTo(Samples.environment(Outcome.INCOMPLETE));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, 'environment.json says that the run is complete, but shots.csv does not'",
    "INCOMPLETE, The run is incomplete",
    "INTERRUPTED, The run was interrupted",
    "RUNNING, 'The run has not ended, or was killed'"
  })
  void saysHowTheRunEnded(Outcome outcome, String sentence) throws IOException {
    RunFolder run = folder(outcome.name());
    measure(run, outcome);
    assertThat(RunReport.console(RunReport.read(run)))
        .contains(sentence + ": 9 of 10 planned shots came and 7 of them are valid.")
        .contains("Missing: virtual-threads, cold, round 1.");
  }

  @Test
  void aRunWithoutAShotHasAReportToo() throws IOException {
    RunFolder run = folder("empty");
    EnvironmentFile.write(run.environment(), Samples.environment(Outcome.INTERRUPTED));
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    RunReport.write(RunReport.read(run), run);
    assertThat(run.report())
        .content()
        .contains("No case has a valid shot")
        .doesNotContain("charts/"); // there is none
  }

  @ParameterizedTest
  @CsvSource({
    "9, 9, The run is complete: 9 of 9 planned shots came and are all valid.",
    "9, 0, 'The run was interrupted: 0 of 9 planned shots came. Missing: '",
    "9, 1, 'The run was interrupted: 1 of 9 planned shots came and is valid. Missing: '",
    "1, 1, The run is complete: 1 of 1 planned shots came and is valid.",
    "1, 0, 'The run was interrupted: 0 of 1 planned shots came. Missing: '",
  })
  void saysHowManyCame(int planned, int came, String sentence) throws IOException {
    RunFolder run = folder("came-%d-of-%d".formatted(came, planned));
    List<Shot> shots =
        IntStream.rangeClosed(1, planned)
            .mapToObj(i -> Samples.shot(Samples.VIRTUAL, Temperature.WARM, i, 3_000, 3_020))
            .toList();
    EnvironmentFile.write(
        run.environment(),
        Samples.environment(came == planned ? Outcome.COMPLETE : Outcome.INTERRUPTED, shots));
    ShotsCsv.create(run.shots());
    for (Shot shot : shots.subList(0, came)) {
      ShotsCsv.append(run.shots(), shot);
    }
    assertThat(RunReport.console(RunReport.read(run))).contains(sentence);
  }

  /** Every kind of chart that shows a floor where there is one. */
  @Test
  @Tag("slow")
  void aRunOnUnknownCoresHasAReportToo() throws IOException {
    RunFolder run = folder("unknown-cores");
    var shots = new ArrayList<Shot>();
    for (Results made : List.of(MadeUpRuns.sizes(), MadeUpRuns.counts(), MadeUpRuns.pages())) {
      made.shots().forEach(shot -> shots.add(Samples.onUnknownCores(shot)));
    }
    EnvironmentFile.write(run.environment(), Samples.environment(Outcome.COMPLETE, shots));
    ShotsCsv.create(run.shots());
    RequestsCsv.create(run.requests());
    for (Shot shot : shots) {
      ShotsCsv.append(run.shots(), shot);
    }
    RequestsCsv.append(
        run.requests(), shots.getFirst(), List.of(new RequestTrace(0, 0, 1, 200, RequestTrace.OK)));
    Results results = RunReport.read(run);
    RunReport.write(results, run);
    assertThat(results.summaries())
        .allSatisfy(row -> assertThat(row.floorMs()).isNull())
        .allSatisfy(row -> assertThat(row.efficiency()).isNull());
    assertThat(results.findings()).extracting(Finding::id).doesNotContain("below-floor");
    assertThat(run.charts()).isDirectoryContaining("glob:**/timeline.svg");
    assertThat(run.charts()).isDirectoryContaining("glob:**/requests-scaling.svg");
    assertThat(run.charts()).isDirectoryNotContaining("glob:**/overhead.svg");
    assertThat(run.report()).content().doesNotContain("null", "NaN");
  }

  @Test
  void namesTheFlagsOfSingleModelsAndWhatWasInherited() throws IOException {
    Environment sample = Samples.environment(Outcome.COMPLETE);
    List<PlannedShot> planned =
        List.of(
            new PlannedShot(Samples.VIRTUAL, Temperature.COLD, 1, 3_000.0, "s", List.of()),
            new PlannedShot(Samples.FUTURE, Temperature.COLD, 1, 3_000.0, "s", List.of("-Xint")));
    Map<String, String> inherited = Map.of("JAVA_TOOL\nOPTIONS", "-Xmx1g\n`x`");
    RunFolder run = folder("flags");
    EnvironmentFile.write(
        run.environment(),
        new Environment(
            sample.runId(),
            sample.startedAt(),
            sample.endedAt(),
            Outcome.INTERRUPTED,
            sample.machine(),
            new Jdk("25", "V", List.of("-Xshare:auto"), null, inherited),
            sample.libraries(),
            sample.commit(),
            sample.command(),
            sample.server(),
            new Plan("tutorial", 100, 3_000, 42L, planned)));
    ShotsCsv.create(run.shots());
    assertThat(ReportMarkdown.of(RunReport.read(run), Map.of()))
        .contains(
            "JVM flags: `-Xshare:auto`, completable-future also with `-Xint`,"
                + " and inherited `JAVA_TOOL\\nOPTIONS=-Xmx1g\\n'x'`\n");
  }

  @Test
  @Tag("slow")
  void aRunWithoutRequestsHasAReportTooAndTheSameOnceMore() throws IOException {
    RunFolder run = folder("no-requests");
    measure(run, Outcome.COMPLETE);
    Files.delete(run.requests());
    Results results = RunReport.read(run);
    RunReport.write(results, run);
    assertThat(results.requests()).isEmpty();
    assertThat(run.report()).content().contains("no-request-times");
    Map<Path, String> before = contents(run.path());
    RunReport.write(RunReport.read(run), run);
    assertThat(contents(run.path())).isEqualTo(before);
  }

  @Test
  @Tag("slow")
  void aRunWhoseWriterWasKilledHasAReportToo() throws IOException {
    RunFolder run = folder("killed");
    measure(run, Outcome.RUNNING);
    for (Path file : List.of(run.shots(), run.requests())) {
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, content.length - 10));
    }
    Results results = RunReport.read(run);
    RunReport.write(results, run);
    assertThat(results.shots()).hasSize(8);
    assertThat(run.report())
        .content()
        .contains("**Warning, cut-short-file**, shots.csv: The file ends in the middle of a row")
        .contains("**Warning, cut-short-file**, requests.csv: The file ends in the middle of a row")
        .contains("8 of 10 planned shots came");
  }

  @Test
  void namesTheShotsThatLackRequests() throws IOException {
    RunFolder run = folder("lacking");
    measure(run, Outcome.COMPLETE);
    String requests = Files.readString(run.requests());
    Files.writeString(run.requests(), requests.replaceFirst("\n.*,warm,0,.*\n", "\n"));
    assertThat(RunReport.read(run).findings())
        .filteredOn(finding -> finding.id().equals("missing-requests"))
        .extracting(Finding::says)
        .containsExactly(
            "Valid shots lack requests: virtual-threads, warm, round 1 has 99 of 100.");
    String header = requests.lines().findFirst().orElseThrow();
    String failed = requests.lines().filter(row -> row.contains(",cold,0,0,")).toList().getLast();
    Files.writeString(run.requests(), header + "\n" + failed + "\n");
    assertThat(RunReport.read(run).findings())
        .filteredOn(finding -> finding.id().equals("missing-requests"))
        .extracting(Finding::says)
        .singleElement()
        .asString()
        .endsWith(" has 0 of 100; and 4 more.");
  }

  /** As a writer leaves it that was killed between the requests of a shot and the shot. */
  @Test
  void theLastRequestsMayBeOfAShotThatWasNotWritten() throws IOException {
    RunFolder run = folder("unwritten");
    measure(run, Outcome.RUNNING);
    List<String> rows = Files.readAllLines(run.shots());
    Files.writeString(run.shots(), String.join("\n", rows.subList(0, 9)) + "\n");
    assertThat(RunReport.read(run).findings())
        .extracting(Finding::id)
        .doesNotContain("missing-requests");
    Files.writeString(run.shots(), String.join("\n", rows.subList(0, 8)) + "\n");
    assertRefused(
        run,
        "requests.csv, row 701: its shot is not in shots.csv, and rows of another shot follow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment.json", "shots.csv"})
  void saysWhichFileIsMissing(String name) throws IOException {
    RunFolder run = folder("without-" + name);
    measure(run, Outcome.COMPLETE);
    Files.delete(run.path().resolve(name));
    assertThatThrownBy(() -> RunReport.read(run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(
            "%s has no %s: it is not a run folder, or a file was removed from it"
                .formatted(run.path(), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests.csv", "tuning.json", "behaviour.csv"})
  void refusesAFolderOrADeadLinkInPlaceOfAFile(String name) throws IOException {
    RunFolder run = folder("odd-" + name);
    measure(run, Outcome.COMPLETE);
    Path file = run.path().resolve(name);
    Files.deleteIfExists(file);
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertThatThrownBy(() -> RunReport.read(run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(file + " is not a file");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> RunReport.read(run)).hasMessage(file + " is not a file");
  }

  @Test
  void aRowThatIsThereTwiceIsRefused() throws IOException {
    RunFolder run = folder("twice");
    measure(run, Outcome.COMPLETE);
    ShotsCsv.append(run.shots(), Samples.shots().getFirst());
    assertRefused(run, "shots.csv, row 10: the shot virtual-threads, warm, round 1 appears twice");
  }

  @Test
  void aFileThatIsThereTwiceIsRefused() throws IOException {
    RunFolder run = folder("concatenated");
    measure(run, Outcome.COMPLETE);
    String rows = Files.readString(run.shots()).split("\n", 2)[1];
    Files.writeString(run.shots(), rows, StandardOpenOption.APPEND);
    assertRefused(run, "shots.csv, row 10: the shot virtual-threads, warm, round 1 appears twice");
  }

  @Test
  void aRequestThatIsThereTwiceIsRefused() throws IOException {
    RunFolder run = folder("twice-requested");
    measure(run, Outcome.COMPLETE);
    Shot shot = Samples.shots().getFirst();
    RequestsCsv.append(run.requests(), shot, Samples.requests(shot).subList(7, 8));
    assertRefused(run, "requests.csv, row 901: request 7 of the shot appears twice");
  }

  @Test
  void rowsOfAnotherRunAreRefused() throws IOException {
    RunFolder run = folder("another");
    measure(run, Outcome.COMPLETE);
    String shots = Files.readString(run.shots());
    Files.writeString(run.shots(), shots.replaceAll("(?m)^2026", "2027"));
    assertRefused(
        run,
        "shots.csv belongs to run 2027-01-02T03-04-05Z, and environment.json to run"
            + " 2026-01-02T03-04-05Z");
    Files.writeString(run.shots(), shots.replaceFirst("(?m)^2026", "2027"));
    assertRefused(
        run,
        "shots.csv belongs to run 2027-01-02T03-04-05Z, and environment.json to run"
            + " 2026-01-02T03-04-05Z");
    Files.writeString(run.shots(), shots);
    Files.writeString(
        run.requests(), Files.readString(run.requests()).replaceFirst("(?m)^2026", "2027"));
    assertRefused(
        run,
        "requests.csv, row 1: it belongs to run 2027-01-02T03-04-05Z, and the shots belong to run"
            + " 2026-01-02T03-04-05Z");
  }

  @Test
  void aShotThatWasNotPlannedIsRefused() throws IOException {
    RunFolder run = folder("unplanned");
    measure(run, Outcome.COMPLETE);
    ShotsCsv.append(run.shots(), Samples.shot(Samples.VIRTUAL, Temperature.WARM, 4, 3_000, 3_001));
    assertRefused(
        run,
        "shots.csv has a shot that environment.json does not plan: virtual-threads, warm, round 4");
  }

  @Test
  void aFloorThatIsNotThePlannedOneIsRefused() throws IOException {
    RunFolder run = folder("other-floor");
    measure(run, Outcome.COMPLETE);
    Files.writeString(
        run.shots(), Files.readString(run.shots()).replace(",48000.000,", ",47000.000,"));
    assertRefused(
        run,
        "the floor of process-pool 8, chunk 4, cold, round 1 is 47000.0 ms in shots.csv, and"
            + " 48000.0 ms in environment.json");
  }

  private static void assertRefused(RunFolder run, String message) {
    assertThatThrownBy(() -> RunReport.read(run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(message);
  }

  @Test
  void hostileNamesAreNoHtml() throws IOException {
    RunFolder run = folder("hostile");
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    var hostile = new Case("=<script>alert(1)</script>", "a|b", "<b>", 1, 1, 1, "hello", 100, 1);
    List<Shot> shots =
        List.of(
            Samples.shot(hostile, Temperature.COLD, 1, 3_000, 50),
            Samples.failedShot(hostile, Temperature.COLD, 2));
    EnvironmentFile.write(run.environment(), Samples.environment(Outcome.COMPLETE, shots));
    for (Shot shot : shots) {
      ShotsCsv.append(run.shots(), shot);
    }
    Results results = RunReport.read(run);
    RunReport.write(results, run);
    assertThat(results.shots()).extracting(Shot::measured).containsOnly(hostile);
    assertThat(run.report()).content().doesNotContain("<script", "<b>");
    assertThat(run.summary()).content().contains("\n'=<script>");
  }

  /** Between backticks Markdown shows every character as it is, and outside of them it obeys. */
  @Test
  void onlyCodeHasAnglesAsTheyAre() throws IOException {
    RunFolder run = folder("angles");
    measure(run, Outcome.COMPLETE);
    var environment = (ObjectNode) JSON.readTree(run.environment().toFile());
    environment.put("command", "fanout run --assert a.warm.median_ms<5`<b>");
    environment.put("server", "`<b>");
    var shot = (ObjectNode) environment.at("/plan/shots/0");
    shot.putArray("flags").add("-Da=<b>");
    Files.writeString(run.environment(), environment.toString());
    assertThat(ReportMarkdown.of(RunReport.read(run), Map.of()))
        .contains(
            "- Command: `fanout run --assert a.warm.median_ms<5'<b>`\n",
            "- Server: '&lt;b>\n",
            " also with `-Da=<b>`");
  }

  /** Memory may run out, or Ctrl-C come, when most of a report is drawn. */
  @Test
  void areAllAsTheyWereIfOneCannotBeMade() throws IOException {
    Map<Path, String> before = contents(madeUp.path());
    Results results = RunReport.read(madeUp);
    var spoilt =
        new Results(
            results.environment(),
            results.shots(),
            Map.of(), // so that a timeline of before would be removed
            results.summaries(),
            new AbstractList<>() {
              @Override
              public PlannedShot get(int index) {
                throw new OutOfMemoryError("made up");
              }

              @Override
              public int size() {
                return 1;
              }
            },
            List.of(),
            List.of(),
            null);
    assertThatThrownBy(() -> RunReport.write(spoilt, madeUp)).isInstanceOf(OutOfMemoryError.class);
    assertThat(contents(madeUp.path())).isEqualTo(before);
  }

  @Test
  void followNoLinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
    Path chart = Files.writeString(elsewhere.resolve("wall-time.svg"), "of another run");
    Path text = Files.writeString(elsewhere.resolve("text"), "not a report");
    RunFolder run = folder("linked");
    EnvironmentFile.write(run.environment(), Samples.environment(Outcome.INTERRUPTED));
    ShotsCsv.create(run.shots()); // no shot, so no chart takes time
    Files.createSymbolicLink(run.report(), text);
    RunReport.write(RunReport.read(run), run);
    assertThat(text).hasContent("not a report");
    assertThat(run.report()).content().contains("The run was interrupted");

    Files.createSymbolicLink(run.charts(), elsewhere);
    Files.delete(run.report());
    assertThatThrownBy(() -> RunReport.write(RunReport.read(run), run))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(run.charts() + ": it is a symbolic link");
    assertThat(chart).hasContent("of another run");
    assertThat(run.report()).doesNotExist();
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    var contents = new TreeMap<Path, String>();
    for (Path name : files(folder)) {
      contents.put(name, Files.readString(folder.resolve(name)));
    }
    return contents;
  }

  /**
   * In the report of a run whose only shot failed. Else a server's status line could clear a
   * reader's terminal, or turn text around.
   */
  @Test
  @Tag("slow")
  void controlCharactersFromOutsideAreVisibleEverywhere() throws IOException {
    RunFolder run = folder("escapes");
    String hostile = "HTTP/1.1 200 \u001b[2J\u009b31m\u202eevil\r\nSet-Title: \u0007";
    String visible = "HTTP/1.1 200 \\u001b[2J\\u009b31m\\u202eevil\\r\\nSet-Title: \\u0007";
    EnvironmentFile.write(run.environment(), Samples.environment(Outcome.INCOMPLETE));
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    Shot failed = Samples.failedShot(Samples.FUTURE, Temperature.COLD, 1, hostile);
    RequestsCsv.append(
        run.requests(),
        failed,
        IntStream.range(0, 3).mapToObj(i -> new RequestTrace(i, i, 0, 1, hostile)).toList());
    ShotsCsv.append(run.shots(), failed);
    for (Path file : List.of(run.shots(), run.requests())) { // as another program may write them
      Files.writeString(file, Files.readString(file).replace(visible, "\u001b[2J"));
    }
    Files.writeString(
        run.environment(), Files.readString(run.environment()).replace("Linux", "\\u001b[2JLinux"));
    Results results = RunReport.read(run);
    RunReport.write(results, run);
    assertThat(failed.failure()).isEqualTo(visible);
    assertThat(RunReport.console(results)).doesNotMatch(CONTROL);
    for (Path file : List.of(run.summary(), run.findings(), run.report(), run.page())) {
      assertThat(Files.readString(file)).doesNotMatch(CONTROL);
    }
    assertThat(run.report()).content().contains("\\u001b[2J").contains("\\u001b[2JLinux");
    assertThat(run.page()).content().contains("u001b[2J").contains("3 failed");
  }

  static List<Path> references() throws IOException {
    try (Stream<Path> folders = Files.list(REFERENCES)) {
      return folders.sorted().toList();
    }
  }

  /** The committed reference runs: what is published follows from their measurements. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("references")
  void aReferenceReportIsInStepWithTheCode(Path published) throws IOException {
    RunFolder again = folder("reference-" + published.getFileName());
    for (String measured :
        List.of(
            "environment.json",
            "shots.csv",
            "requests.csv",
            "tuning.json",
            "switch.csv",
            "behaviour.csv")) {
      if (Files.exists(published.resolve(measured))) { // the last three are of some runs alone
        Files.copy(published.resolve(measured), again.path().resolve(measured));
      }
    }
    RunReport.write(RunReport.read(again), again);
    assertThat(files(again.path())).isEqualTo(files(published));
    for (Path name : files(published)) {
      assertThat(again.path().resolve(name)).hasSameTextualContentAs(published.resolve(name));
    }
  }

  private static SortedSet<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".png")) // made on demand
          .map(folder::relativize)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void aReferenceRunIsCompleteAndOfACleanTree(Path published) throws IOException {
    Environment environment = EnvironmentFile.read(published.resolve("environment.json"));
    assertThat(environment.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(published.getFileName().toString())
        .matches(Pattern.quote(environment.plan().preset()) + "(-.+)?"); // such as tune-connections
    assertThat(environment.commit()).isNotNull().extracting(Commit::dirty).isEqualTo(false);
  }

  static List<Path> referenceTunings() throws IOException {
    return references().stream()
        .filter(published -> Files.exists(published.resolve("tuning.json")))
        .toList();
  }

  /** Of each size the search fired its shots first, then the proof. */
  @ParameterizedTest
  @MethodSource("referenceTunings")
  void theMediansOfAReferenceTuningAreThoseOfItsShots(Path published) throws IOException {
    Tuning tuning = TuningFile.read(published.resolve("tuning.json"));
    if (tuning.stream() != null) {
      assertThat(tuning.stream().shots().stream().map(shot -> Math.round(shot.responseMs())))
          .containsExactlyInAnyOrderElementsOf(
              ShotsCsv.read(published.resolve("shots.csv")).stream()
                  .map(shot -> Math.round(requireNonNull(shot.value(Metric.RESPONSE_P99_MS))))
                  .toList());
      return;
    }
    boolean connections = tuning.counts() == SizeUnit.CONNECTIONS;
    Map<Integer, List<Double>> wallTimes =
        ShotsCsv.read(published.resolve("shots.csv")).stream()
            .collect(
                Collectors.groupingBy(
                    shot ->
                        requireNonNull(
                            connections ? shot.measured().connections() : shot.measured().size()),
                    TreeMap::new,
                    Collectors.mapping(
                        shot -> requireNonNull(shot.elapsedMs()), Collectors.toList())));
    assertThat(tuning.sizes())
        .extracting(TunedSize::size)
        .containsExactlyElementsOf(wallTimes.keySet());
    for (TunedSize size : tuning.sizes()) {
      List<Double> all = requireNonNull(wallTimes.get(size.size()));
      assertThat(all).hasSize(size.shots() + size.proofShots());
      isMedian(size.medianMs(), all.subList(0, size.shots()));
      isMedian(size.proofMs(), all.subList(size.shots(), all.size()));
    }
  }

  /** But for what shots.csv rounds. */
  private static void isMedian(@Nullable Double told, List<Double> of) {
    double[] times = of.stream().mapToDouble(time -> time).toArray();
    if (times.length == 0) {
      assertThat(told).isNull();
    } else {
      assertThat(told).isCloseTo(Median.withDefaults().evaluate(times), offset(0.001));
    }
  }
}

package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.report.RunReport;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path reports;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void makeFolders() throws IOException {
    RunLog.checkWritable(reports);
  }

  @Test
  void aFolderThatCannotBeMadeWholeIsNotMade() {
    assertThatThrownBy(
            () ->
                RunLog.create(
                    reports,
                    environment(),
                    draft -> {
                      ShotsCsv.append(new RunFolder(draft).shots(), shot());
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(reports.resolve("runs")).isEmptyDirectory();
  }

  /** Requests take the most room, so they are the first for which there is none. */
  @Test
  void aShotIsKeptThoughItsRequestsCannotBe() throws IOException {
    RunLog log = RunLog.create(reports, environment());
    Files.delete(log.folder().requests());
    Files.createDirectory(log.folder().requests());
    assertThatThrownBy(
            () -> log.add(shot(), List.of(new RequestTrace(0, 0, 0, 51, RequestTrace.OK))))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("requests.csv");
    assertThat(ShotsCsv.read(log.folder().shots())).containsExactly(shot());
  }

  @Test
  void latestIsAlwaysALinkToARun() throws IOException {
    Path elsewhere = Files.createDirectory(reports.resolve("elsewhere"));
    Files.createSymbolicLink(reports.resolve("latest"), elsewhere);
    new Latest(reports).point(RunLog.create(reports, environment()).folder().path());
    assertThat(Files.readSymbolicLink(reports.resolve("latest"))).isEqualTo(Path.of("runs/a"));
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(reports).isDirectoryNotContaining("glob:**/.*");
  }

  /** As some do to keep results on a larger disk. */
  @Test
  void theFolderOfReportsMayBeALink(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("reports"), reports);
    RunLog log = RunLog.create(link, environment());
    log.end(false, true);
    new Latest(link).point(log.folder().path());
    assertThat(EnvironmentFile.read(reports.resolve("latest/environment.json")).outcome())
        .isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void saysWhereTheReportIs() throws IOException {
    RunLog log = RunLog.create(reports, environment());
    assertThat(log.end(false, true)).isEqualTo(Outcome.COMPLETE);
    assertThat(log.report(RunReport.read(log.folder()), RunReport::write, said::add)).isTrue();
    assertThat(said).containsExactly("Report: " + log.folder().page());
    assertThat(reports.resolve("latest/index.html")).exists();
  }

  /** As on a full disk: a folder is in the way of the page. */
  @Test
  void saysWhatCouldNotBeWritten() throws IOException {
    RunLog log = RunLog.create(reports, environment());
    log.end(false, true);
    Results results = RunReport.read(log.folder());
    Files.createDirectories(log.folder().page().resolve("in the way"));
    assertThat(log.report(results, RunReport::write, said::add)).isFalse();
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("The report could not be written. " + log.folder().page())
        .endsWith("make the report with: report a");
  }

  @Test
  void theOutcomeIsKnownEvenIfItCannotBeWritten() throws IOException {
    RunLog log = RunLog.create(reports, environment());
    Results results = RunReport.read(log.folder());
    Files.delete(log.folder().environment());
    Files.createDirectories(log.folder().environment().resolve("in the way"));
    assertThat(log.end(true, true)).isEqualTo(Outcome.INTERRUPTED);
    assertThat(log.report(results, RunReport::write, said::add)).isFalse();
    assertThat(said).singleElement().asString().contains("environment.json");
  }

  @Test
  void theSecondRunOfASecondHasAnIdOfItsOwn() throws IOException {
    assertThat(RunLog.runId(reports, NOW)).isEqualTo("2026-01-02T03-04-05Z");
    Files.createDirectory(reports.resolve("runs/2026-01-02T03-04-05Z"));
    assertThat(RunLog.runId(reports, NOW)).isEqualTo("2026-01-02T03-04-05Z-2");
    Files.createDirectory(reports.resolve("runs/2026-01-02T03-04-05Z-2"));
    assertThat(RunLog.runId(reports, NOW)).isEqualTo("2026-01-02T03-04-05Z-3");
  }

  private static Shot shot() {
    return new Shot(
        "a",
        1,
        new Case("serial", null, "okhttp", null, null, 1, "hello", 1, 50),
        Temperature.COLD,
        50.0,
        51.0,
        1,
        0,
        NOW,
        null,
        null,
        Map.of());
  }

  private static Environment environment() {
    return new Environment(
        "a",
        NOW,
        null,
        Outcome.RUNNING,
        null,
        new Jdk("25", "Vendor", List.of(), null, null),
        Map.of(),
        null,
        "fanout run",
        "slow server",
        new Environment.Plan("smoke", 1, 50, null, List.of()));
  }
}

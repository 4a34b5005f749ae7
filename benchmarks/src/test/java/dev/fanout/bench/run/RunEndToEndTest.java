package dev.fanout.bench.run;

import static dev.fanout.bench.run.FanoutProcess.awaitLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.run.FanoutProcess.Ended;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command line as a process of its own: what it prints, leaves behind, and exits with. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class RunEndToEndTest {
  @TempDir Path root;
  @TempDir Path temporary;
  private Path reports = Path.of("");

  @BeforeEach
  void nameReports() {
    reports = root.resolve("reports");
  }

  @Test
  void aRunLeavesEveryFileAndHoldsItsThresholdsAgainstThem() throws Exception {
    Ended run =
        run(
            "--preset=smoke",
            "--models=process-pool,virtual-threads",
            "--requests=4",
            "--delay=500ms", // so long that the requests overlap on a busy machine too
            "--sizes=2",
            "--assert=virtual-threads.cold.shots=1;process-pool[chunk=1].efficiency>0.01",
            "--assert=virtual-threads.median_ms<400"); // below the floor
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.out())
        .contains("✓ virtual-threads.cold.shots=1", "✓ process-pool[chunk=1].efficiency>0.01")
        .contains("✗ virtual-threads.median_ms<400");
    assertThat(run.out())
        .containsSubsequence("Plan: preset smoke", "[ 1/2]", "[ 2/2]", "| model", "Report: ");

    var folder = new RunFolder(reports.resolve("latest").toRealPath());
    assertThat(folder.path()).hasParent(reports.resolve("runs").toRealPath());
    assertThat(folder.shots()).content().hasLineCount(3);
    assertThat(folder.requests()).content().hasLineCount(1 + 2 * 4);
    assertThat(folder.requests())
        .content()
        .matches("(?s)[^\n]*,intended_ms,http,streams\n([^\n]*,\n){8}");
    assertThat(folder.summary()).content().hasLineCount(3);
    assertThat(folder.report()).content().contains("The run is complete: 2 of 2");
    assertThat(folder.charts().resolve("wall-time.svg")).content().startsWith("<svg");
    assertThat(folder.jmh().resolve("virtual-threads-2.json")).content().contains("\"ss\"");
    assertThat(folder.jmh().resolve("process-pool-2-chunk-1.json")).exists();
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.COMPLETE);
    for (Shot shot : ShotsCsv.read(folder.shots())) {
      assertThat(shot.elapsedMs()).isNotNull().isGreaterThanOrEqualTo(shot.floorMs());
      assertThat(shot.count(Metric.SERVER_PEAK_IN_FLIGHT)).isEqualTo(shot.measured().inFlight());
      var costs = EnumSet.copyOf(Metric.of(Metric.Kind.COST));
      costs.addAll(Metric.of(Metric.Kind.DETAIL));
      var notOfColdShots =
          Set.of(
              Metric.PEAK_VIRTUAL_THREADS,
              Metric.PINNED,
              Metric.VOLUNTARY_SWITCHES,
              Metric.INVOLUNTARY_SWITCHES);
      costs.removeAll(notOfColdShots);
      assertThat(shot.values()).containsKeys(costs.toArray(Metric[]::new));
      assertThat(shot.values()).doesNotContainKeys(notOfColdShots.toArray(Metric[]::new));
      assertThat(shot.notes().notMeasured()).isNull();
      assertThat(shot.values())
          .as("a batch has nothing of a stream")
          .doesNotContainKeys(Metric.of(Metric.Kind.STREAM).toArray(Metric[]::new));
    }
    assertThat(temporary)
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("fanout"));
  }

  /** The files that a download has written so far. */
  private List<Path> saved() throws IOException {
    try (Stream<Path> files = Files.find(temporary, 4, (file, about) -> about.isRegularFile())) {
      return files.filter(file -> file.toString().contains("download")).toList();
    }
  }

  @Test
  void anInterruptedRunIsReportedAndLeavesNoFilesOfItsShotAndNoProcess() throws Exception {
    Process run =
        start(
            "--preset=smoke",
            "--models=serial",
            "--workload=download",
            "--requests=20",
            "--delay=200ms");
    List<ProcessHandle> children;
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "[ 1/1]");
      await().atMost(Duration.ofSeconds(20)).until(() -> !saved().isEmpty());
      children = run.descendants().toList();
      run.destroy(); // the signal that asks a process to end, as Ctrl-C does
      assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(saved()).isEmpty();
    assertThat(temporary).isDirectoryNotContaining("glob:**/jmh*{stdout,stderr,compilecommand}");
    var folder = new RunFolder(reports.resolve("latest").toRealPath());
    assertThat(ShotsCsv.read(folder.shots())).isEmpty();
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(folder.report()).content().contains("The run was interrupted", "0 of 1 planned");
  }

  /** SIGINT is what Ctrl-C sends. */
  @Test
  void anInterruptedTuningKeepsWhatItMeasured() throws Exception {
    assumeThat(ignoresInterrupts())
        .as("what a shell starts in the background ignores SIGINT")
        .isFalse();
    Process run = process().start("tune", "--requests=4", "--delay=50ms");
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "above its floor");
      awaitLine(out, "[ 2]");
      new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
      assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.exitValue()).isEqualTo(130);
    var folder = new RunFolder(reports.resolve("latest").toRealPath());
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.INTERRUPTED);
    Tuning tuning = TuningFile.read(folder.tuning());
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.trouble()).contains("interrupted");
    assertThat(tuning.sizes()).hasSize(1);
  }

  /**
   * Whether this process, and so what it starts, ignores SIGINT; no where the system has no /proc.
   */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 2) != 0);
  }

  @Test
  void aKilledRunLeavesNoProcessBehind() throws Exception {
    Process run = start("--preset=smoke", "--models=process-pool", "--delay=2s", "--sizes=2");
    List<ProcessHandle> children;
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "[ 1/1]");
      // the slow server, the measured JVM and its two workers
      await().atMost(Duration.ofSeconds(20)).until(() -> run.descendants().count() >= 4);
      children = run.descendants().toList();
      run.destroyForcibly().waitFor();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void refusesASecondRunAtTheSameTime() throws Exception {
    try (var lock =
            FileChannel.open(
                temporary.resolve("jmh.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      assertThat(held.isValid()).isTrue();
      assertRefused(run("--preset=smoke"), "Another measurement is running on this machine");
    }
  }

  private void assertRefused(Ended run, String... why) throws IOException {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err().lines().toList()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("fanout: ").contains(why);
    if (Files.isDirectory(reports.resolve("runs"))) {
      assertThat(reports.resolve("runs")).isEmptyDirectory();
    }
  }

  private Ended run(String... arguments) throws Exception {
    return process().run(runs(arguments));
  }

  private Process start(String... arguments) throws IOException {
    return process().start(runs(arguments));
  }

  private FanoutProcess process() {
    return new FanoutProcess(root, temporary);
  }

  private static String[] runs(String... arguments) {
    return Stream.concat(Stream.of("run"), Arrays.stream(arguments)).toArray(String[]::new);
  }
}

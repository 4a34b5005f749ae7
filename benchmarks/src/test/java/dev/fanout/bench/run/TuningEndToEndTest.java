package dev.fanout.bench.run;

import static dev.fanout.bench.run.FanoutProcess.awaitLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.bench.run.FanoutProcess.Ended;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.TuningFile;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Tuning;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command tune as a process of its own; where run is like it, run too. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class TuningEndToEndTest {
  private static final int WITHIN_SECONDS = 5;

  @TempDir Path root;
  @TempDir Path temporary;

  /**
   * Six requests, of which the server answers two at once: a third thread would only wait there.
   */
  @Test
  void recommendsNoMoreThanTheServerAnswersAndNamesIt() throws Exception {
    Ended run =
        fanout()
            .run(
                "tune",
                "--requests=6",
                "--delay=500ms",
                "--handler-threads=2",
                "--budget=40s",
                "--seed=1");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .containsSubsequence("Tuning: fixed-thread-pool for makespan", "Probe: ", "[ 1]", "| model")
        .contains("the server answered about 2 and let the others wait")
        .containsPattern("\n2 threads: .*; 3 to 6 are no faster")
        .contains("The server is the limit: it answers 2 at once")
        .contains("Executors.newFixedThreadPool(2);");
    RunFolder folder = latest();
    Tuning tuning = TuningFile.read(folder.tuning());
    assertThat(tuning.spentMs()).isLessThan(tuning.budgetMs() + 5_000);
    assertThat(tuning.probe().server()).isEqualTo(Probe.Server.QUEUES);
    assertThat(tuning.probe().capacity()).isEqualTo(2);
    Advice advice = Objects.requireNonNull(tuning.advice());
    assertThat(advice.size()).isEqualTo(2);
    assertThat(advice.limit()).isEqualTo(Advice.Limit.SERVER);
    assertThat(advice.nextStep()).isNull();
    List<Shot> shots = ShotsCsv.read(folder.shots());
    assertThat(shots)
        .allMatch(Shot::valid)
        .allMatch(shot -> shot.temperature() == Temperature.WARM)
        .anyMatch(shot -> Objects.equals(shot.measured().size(), 2));
    assertThat(shots)
        .hasSize(tuning.sizes().stream().mapToInt(size -> size.shots() + size.proofShots()).sum());
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(folder.tuningTable()).content().hasLineCount(1 + tuning.sizes().size());
    assertThat(folder.tuningReport()).content().contains("**2 threads: ");
    assertThat(folder.charts().resolve("tuning.svg")).content().startsWith("<svg");
    assertThat(folder.page()).content().contains("2 threads: ");
  }

  @Test
  void aServiceThatFailsInMidSweepKeepsWhatWasMeasuredAndIsGivenNoRecommendation()
      throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(30), 1_000)) {
      Process run = fanout().start("tune", "--requests=4", "--max-size=1", "--url=" + server.url());
      try (BufferedReader out = run.inputReader()) {
        awaitLine(out, "above its floor");
        server.failFromNowOn();
        awaitLine(out, "A shot failed, so nothing is recommended.");
        awaitLine(out, "Report: ");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(run.exitValue()).isEqualTo(1);
    }
    Tuning tuning = TuningFile.read(latest().tuning());
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.trouble())
        .contains("does not answer a single call rightly: ")
        .contains("HTTP status 500");
    assertThat(tuning.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.how()).contains("HTTP status 500"));
    assertThat(tuning.sizes()).isNotEmpty();
    assertThat(ShotsCsv.read(latest().shots()))
        .extracting(shot -> shot.measured().workload())
        .containsOnly("get");
  }

  @Test
  void tunesForAServiceOfTheUsersOwnAndSaysWhatARateThatItCannotReachLeaves() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(100), 100_000, 50)) {
      Ended run =
          fanout()
              .run(
                  "tune",
                  "--model=virtual-threads",
                  "--goal=throughput=1000/s",
                  "--requests=4",
                  "--budget=30s",
                  "--url=" + server.url());
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
      assertThat(run.out())
          .contains("the server answered 4 at once")
          .contains("The goal of 1000/s is not met: the most that was reached is");
      Tuning tuning = TuningFile.read(latest().tuning());
      assertThat(Objects.requireNonNull(tuning.advice()).size()).isEqualTo(4);
      assertThat(tuning.little()).isGreaterThan(90);
      assertThat(tuning.probe().waitMs()).isGreaterThan(95);
    }
  }

  @Test
  void refusesABudgetThatBearsNoMeasurement() throws Exception {
    assertRefused(
        fanout().run("tune", "--requests=100", "--delay=3s", "--max-size=4", "--budget=1m"),
        "--budget 1m is too short for one measurement: one of size 4 takes about 98 s");
  }

  @Test
  void refusesAServiceThatIsNotThere() throws Exception {
    assertRefused(
        fanout().run("tune", "--url=http://127.0.0.1:1/"),
        "http://127.0.0.1:1/ does not answer one call at a time rightly (1 of 1 request failed");
  }

  @Test
  void theBudgetEndsAShotWhoseAnswersNeverEnd() throws Exception {
    try (var server = OwnServer.failingAfter(1_000, Duration.ofMillis(30), OwnServer.ENDLESS)) {
      Process run =
          fanout()
              .start(
                  "tune", "--requests=4", "--max-size=1", "--budget=25s", "--url=" + server.url());
      try (BufferedReader out = run.inputReader()) {
        awaitLine(out, "[ 1]");
        server.failFromNowOn(); // while the measured JVM starts
        awaitLine(out, "FAILED: the shot was stopped since the budget of 25s was used up");
        awaitLine(out, "The budget of 25s was used up before the search had found a size");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(run.exitValue()).isEqualTo(1);
    }
    Tuning tuning = TuningFile.read(latest().tuning());
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.failures()).isEmpty();
    assertThat(tuning.spentMs()).isLessThan(tuning.budgetMs() + 15_000); // else over a minute
  }

  /** SIGINT is what Ctrl-C sends; the server would hold the probe for the whole budget. */
  @ParameterizedTest
  @CsvSource({"tune, Probe: , INT", "run, Preflight: , TERM"})
  void isInterruptedBeforeAnythingIsMeasuredToo(String command, String phase, String signal)
      throws Exception {
    assumeThat(signal.equals("INT") && ignoresInterrupts())
        .as("what a shell starts in the background ignores SIGINT")
        .isFalse();
    try (var server = OwnServer.never()) {
      Process run = fanout().start(command, "--url=" + server.url());
      try (BufferedReader out = run.inputReader()) {
        awaitLine(out, phase);
        server.awaitCall();
        new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();
        assertThat(run.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
        awaitLine(out, "interrupted");
      }
      assertThat(run.exitValue()).isEqualTo(130);
      assertThat(root.resolve("reports").resolve("runs")).isEmptyDirectory();
    }
  }

  @Test
  void anInterruptedTuningKeepsWhatItMeasured() throws Exception {
    Process run = fanout().start("tune", "--requests=4", "--delay=50ms");
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "above its floor");
      awaitLine(out, "[ 2]");
      run.destroy();
      assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(EnvironmentFile.read(latest().environment()).outcome())
        .isEqualTo(Outcome.INTERRUPTED);
    Tuning tuning = TuningFile.read(latest().tuning());
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

  private void assertRefused(Ended run, String why) {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err().lines().toList()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("fanout: ").contains(why);
    assertThat(root.resolve("reports").resolve("runs")).isEmptyDirectory();
  }

  private RunFolder latest() throws IOException {
    return new RunFolder(root.resolve("reports").resolve("latest").toRealPath());
  }

  private FanoutProcess fanout() {
    return new FanoutProcess(root, temporary);
  }
}

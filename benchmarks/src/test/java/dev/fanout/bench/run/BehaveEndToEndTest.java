package dev.fanout.bench.run;

import static dev.fanout.bench.run.FanoutProcess.awaitLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.run.FanoutProcess.Ended;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.csv.BehaviourCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code behave} as a process of its own. */
@Tag("slow")
class BehaveEndToEndTest {
  @TempDir Path root;
  @TempDir Path temporary;

  private RunFolder latest() throws Exception {
    return new RunFolder(root.resolve("reports/latest").toRealPath());
  }

  /** How many lines its behaviour.csv has so far. */
  private int written() throws IOException {
    try (Stream<Path> files = Files.find(root, 4, (file, _) -> file.endsWith("behaviour.csv"))) {
      Optional<Path> file = files.findFirst();
      return file.isEmpty() ? 0 : Files.readAllLines(file.get()).size();
    }
  }

  @Test
  void whatAModelDoesIsReportedAndHeldAgainstDemands() throws Exception {
    Ended ended =
        new FanoutProcess(root, temporary)
            .run(
                "behave",
                "--models=serial",
                "--scenarios=one-error,deadline,race-two,leaks",
                "--assert=serial.deadline=wrong;serial.race-two=not-offered",
                "--assert=serial.leaks=wrong");
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(3);
    assertThat(ended.out())
        .containsSubsequence("Behaviour: 1 model in 4 scenarios", "[ 1/1] serial", "Report: ")
        .contains("✓ serial.deadline=wrong: serial is wrong")
        .contains("✓ serial.race-two=not-offered: serial is not-offered")
        .contains("✗ serial.leaks=wrong: serial is right");
    RunFolder folder = latest();
    assertThat(BehaviourCsv.read(folder.behaviour()))
        .extracting(Behaviour::scenario)
        .containsExactly(Scenario.ONE_ERROR, Scenario.DEADLINE, Scenario.RACE_TWO, Scenario.LEAKS);
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(folder.report())
        .content()
        .contains("The run is complete: 4 observations of 1 model in 4 scenarios");
    assertThat(folder.page()).content().contains("What each model does when things go wrong");
  }

  @Test
  void whatCameIsKeptWhenItIsInterrupted() throws Exception {
    Process run =
        new FanoutProcess(root, temporary)
            .start("behave", "--models=serial", "--scenarios=one-error,cancel,interrupt");
    List<ProcessHandle> children;
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "Behaviour: ");
      await().atMost(Duration.ofSeconds(60)).until(() -> written() > 2);
      children = run.descendants().toList();
      run.destroy(); // while the serial loop is interrupted, which takes the longest
      assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(BehaviourCsv.read(latest().behaviour()))
        .extracting(Behaviour::verdict)
        .containsExactly(Verdict.RIGHT, Verdict.NOT_OFFERED);
    assertThat(EnvironmentFile.read(latest().environment()).outcome())
        .isEqualTo(Outcome.INTERRUPTED);
    assertThat(latest().report()).content().contains("The run was interrupted: 2 observations");
  }
}

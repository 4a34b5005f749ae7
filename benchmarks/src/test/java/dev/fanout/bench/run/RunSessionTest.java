package dev.fanout.bench.run;

import static dev.fanout.bench.run.ScriptedShooter.VALID;
import static dev.fanout.bench.run.ScriptedShooter.cutShort;
import static dev.fanout.bench.run.ScriptedShooter.failing;
import static dev.fanout.bench.run.ScriptedShooter.took;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.RunReport;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.threshold.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan from the announcement to the exit code, with shots that are not fired. */
class RunSessionTest {
  private static final Duration DELAY = Duration.ofMillis(20);
  private static final Demands NO_DEMANDS = new Demands(List.of(), false);

  private final Sessions sessions;
  private final OwnServer server = new OwnServer(DELAY, Integer.MAX_VALUE);

  RunSessionTest(@TempDir Path root) throws IOException {
    sessions = new Sessions(root);
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void aRunLeavesEveryFileAndHoldsItsThresholdsAgainstThem() throws Exception {
    var demands = new Demands(List.of(Threshold.parse("serial.cold.shots=2")), false);
    var shooter = new ScriptedShooter();
    sessions.reporting(RunReport::write);
    assertThat(sessions.carryOut(run(2, demands), shooter)).isZero();
    assertThat(sessions.out())
        .containsSubsequence(
            "Plan: preset smoke",
            "Preflight: ",
            "[ 1/2]",
            "1/3 requests done",
            "65.0 ms, 5.0 ms above its floor; opened in 1.0 ms",
            "[ 2/2]",
            "| model",
            "✓ serial.cold.shots=2",
            "Report: ");
    RunFolder folder = sessions.latest();
    assertThat(folder.path()).hasParent(sessions.runs().toRealPath());
    assertThat(folder.shots()).content().hasLineCount(1 + 2);
    assertThat(folder.requests()).content().hasLineCount(1 + 2 * 3);
    assertThat(folder.summary()).content().hasLineCount(1 + 1);
    assertThat(folder.report()).content().contains("The run is complete: 2 of 2");
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(shooter.recorded()).isEqualTo(shooter.fired()).hasSize(2);
  }

  @Test
  void aThresholdThatDoesNotHoldIsAnExitCodeOfItsOwn() throws Exception {
    var demands = new Demands(List.of(Threshold.parse("serial.median_ms<60")), false);
    assertThat(sessions.carryOut(run(1, demands), new ScriptedShooter())).isEqualTo(3);
    assertThat(sessions.out()).contains("✗ serial.median_ms<60");
  }

  @Test
  void aFailedShotIsKeptAsFailedAndTheRunGoesOn() throws Exception {
    var demands = new Demands(List.of(Threshold.parse("serial.median_ms<60")), false);
    var shooter = new ScriptedShooter(VALID, failing("3 of 3 requests failed"));
    assertThat(sessions.carryOut(run(3, demands), shooter)).isEqualTo(1);
    assertThat(sessions.out()).contains("FAILED: 3 of 3 requests failed");
    List<Shot> shots = shots();
    assertThat(shots).extracting(Shot::valid).containsExactly(true, false, true);
    assertThat(shots.get(1).failure()).isEqualTo("3 of 3 requests failed");
    assertThat(shots.get(1).elapsedMs()).isNull();
    assertThat(shooter.recorded()).hasSize(2);
    assertThat(sessions.out()).contains("The run is incomplete");
    assertThat(outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void aShotThatCannotBePreparedIsNotFiredAndSaysWhy() throws Exception {
    var shooter = new ScriptedShooter().unready("No AOT cache could be trained for it: why.");
    assertThat(sessions.carryOut(run(1), shooter)).isEqualTo(1);
    assertThat(shooter.fired()).isEmpty();
    assertThat(shots())
        .singleElement()
        .extracting(Shot::failure)
        .isEqualTo("No AOT cache could be trained for it: why.");
  }

  @Test
  void aShotOfWhichTheServerCountsAnotherNumberDoesNotCount() throws Exception {
    var target = counting();
    var shooter =
        new ScriptedShooter(
            (shot, _) -> {
              ShotResult result = took(shot, target, 65);
              target.hasServed(4);
              return result;
            });
    assertThat(sessions.carryOut(Sessions.at(target, run(1)), shooter)).isEqualTo(1);
    assertThat(shots())
        .singleElement()
        .extracting(Shot::failure)
        .isEqualTo("The server counted 4 requests where 3 were to be sent.");
    assertThat(shooter.recorded()).isEmpty();
  }

  @Test
  void eachShotIsFiredAtTheServerOfItsCase() throws Exception {
    Plan plan = asked().handlerThreads(2, 0).plan();
    var targets = new LinkedHashMap<Called, Target>();
    for (Called each : plan.servers()) {
      targets.put(each, counting(each.slow().servesAll() ? "async" : "2 handler threads"));
    }
    var fired = new LinkedHashMap<ShotPlan, Target>();
    var shooter =
        new ScriptedShooter()
            .thenAlways(
                (shot, target) -> {
                  fired.put(shot, target);
                  return VALID.play(shot, target);
                });
    assertThat(sessions.carryOut(Sessions.at(targets, new Run(plan, NO_DEMANDS)), shooter))
        .isZero();
    assertThat(fired).hasSize(2);
    fired.forEach((shot, target) -> assertThat(target).isSameAs(targets.get(shot.server())));
    assertThat(EnvironmentFile.read(sessions.latest().environment()).plan().shots())
        .extracting(PlannedShot::server)
        .containsExactlyInAnyOrder("2 handler threads", "async");
  }

  @Test
  void aRunWhoseServerDiesKeepsWhatItMeasured() throws Exception {
    CountingTarget target = counting();
    var shooter =
        new ScriptedShooter(
            VALID,
            (shot, to) -> {
              target.end();
              return VALID.play(shot, to);
            });
    assertThat(sessions.carryOut(Sessions.at(target, run(3)), shooter)).isEqualTo(1);
    assertThat(sessions.out())
        .containsSubsequence(
            "FAILED: The server ended", "The run cannot go on: ", "ended", "Report: ");
    assertThat(shots()).extracting(Shot::valid).containsExactly(true, false);
    assertThat(outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void aDefectThatEndsTheRunKeepsWhatItMeasured() throws Exception {
    var shooter =
        new ScriptedShooter(
            VALID,
            (_, _) -> {
              throw new IllegalStateException("a defect");
            });
    assertThat(sessions.carryOut(run(3), shooter)).isEqualTo(1);
    assertThat(sessions.out()).containsSubsequence("cannot go on: ", "a defect", "Report: ");
    assertThat(shots()).hasSize(1).allMatch(Shot::valid);
  }

  @Test
  void anInterruptedShotIsNotRecorded() throws Exception {
    var shooter =
        new ScriptedShooter(
            VALID,
            (_, _) -> {
              sessions.interrupt();
              return cutShort();
            });
    assertThat(sessions.carryOut(run(4), shooter)).isEqualTo(130);
    assertInterruptedAfterOne(shooter, 2);
  }

  @Test
  void noShotIsFiredAfterAnInterruption() throws Exception {
    var shooter =
        new ScriptedShooter(
            (shot, target) -> {
              sessions.interrupt();
              return VALID.play(shot, target);
            });
    assertThat(sessions.carryOut(run(4), shooter)).isEqualTo(130);
    assertInterruptedAfterOne(shooter, 1);
  }

  private void assertInterruptedAfterOne(ScriptedShooter shooter, int fired) throws IOException {
    assertThat(shooter.fired()).hasSize(fired);
    assertThat(shots()).hasSize(1).allMatch(Shot::valid);
    assertThat(outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(sessions.out())
        .contains("The run was interrupted", "1 of 4 planned")
        .doesNotContain("cannot go on");
  }

  @Test
  void isInterruptedBeforeAnythingIsMeasuredToo() throws Exception {
    try (var never = OwnServer.never()) {
      Thread.ofVirtual()
          .start(
              () -> {
                never.awaitCall();
                sessions.interrupt();
              });
      assertThat(sessions.carryOut(runAt(never.url()), new ScriptedShooter())).isEqualTo(130);
    }
    assertThat(sessions.out()).contains("Preflight: ").contains("The run was interrupted.");
    assertThat(sessions.runs()).isEmptyDirectory();
  }

  @Test
  void aReportThatCannotBeWrittenIsNoSuccess() throws Exception {
    sessions.reporting(
        (_, _) -> {
          throw new IOException("No space left on device");
        });
    assertThat(sessions.carryOut(run(1), new ScriptedShooter())).isEqualTo(1);
    assertThat(sessions.out()).contains("The report could not be written.");
  }

  @Test
  void theDelayOfAnOwnServerNeedsNotBeStated() throws Exception {
    Plan plan = Asked.of("smoke", "serial").requests(3).url(server.url()).plan();
    assertThat(sessions.carryOut(new Run(plan, NO_DEMANDS), new ScriptedShooter())).isZero();
    Environment.Plan recorded = EnvironmentFile.read(sessions.latest().environment()).plan();
    assertThat(recorded.delayAssumed()).isTrue();
    assertThat(shots())
        .extracting(shot -> shot.measured().delayMs())
        .containsOnly(recorded.delayMs());
    assertThat(sessions.out())
        .containsSubsequence(
            "At most ", "is assumed to be ", "assumed floor", "1 shot in a shuffle");
  }

  @Test
  void refusesAServerThatIsNotThere() {
    sessions.assertRefused(
        runAt("http://127.0.0.1:1/"),
        "http://127.0.0.1:1/ does not answer a call rightly",
        "ConnectException");
  }

  @Test
  void refusesReportsThatCannotBeWritten() throws Exception {
    Files.writeString(sessions.reports(), "a file where the folder should be");
    sessions.assertRefused(run(1), "no folder can be made there");
    assertThat(sessions.reports()).content().isEqualTo("a file where the folder should be");
  }

  @Test
  void refusesToReplaceALatestThatIsNoLink() throws Exception {
    Path latest = Files.createDirectories(sessions.reports().resolve("latest"));
    Files.writeString(latest.resolve("mine.txt"), "mine");
    sessions.assertRefused(run(1), "latest is not a link to a run");
    assertThat(latest.resolve("mine.txt")).content().isEqualTo("mine");
  }

  private Experiment run(int rounds) {
    return run(rounds, NO_DEMANDS);
  }

  private Experiment run(int rounds, Demands demands) {
    return Sessions.at(counting(), new Run(asked().rounds(rounds).plan(), demands));
  }

  private static Experiment runAt(String url) {
    return new Run(asked().url(url).plan(), NO_DEMANDS);
  }

  private static Asked asked() {
    return Asked.of("smoke", "serial").requests(3).delay("20ms");
  }

  private CountingTarget counting() {
    return counting("slow server");
  }

  private CountingTarget counting(String describes) {
    return new CountingTarget(server, describes);
  }

  private List<Shot> shots() throws IOException {
    return ShotsCsv.read(sessions.latest().shots());
  }

  private Outcome outcome() throws IOException {
    return EnvironmentFile.read(sessions.latest().environment()).outcome();
  }
}

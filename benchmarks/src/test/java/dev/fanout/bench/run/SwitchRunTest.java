package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.switching.MicroPlan;
import dev.fanout.bench.switching.PlannedMicro;
import dev.fanout.report.csv.SwitchCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.SwitchCost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session of micro-benchmarks, with a script in place of JMH. */
class SwitchRunTest {
  private static final MicroPlan PLAN = MicroPlan.of(1);

  @TempDir Path root;
  private final List<String> called = new ArrayList<>();

  private static SwitchCost cost(PlannedMicro micro) {
    return new SwitchCost(
        micro.type().key(),
        micro.type().does(),
        micro.tasks(),
        micro.type().quantity(),
        micro.forks(),
        micro.iterations(),
        100.0,
        null,
        99.0,
        101.0,
        null,
        null,
        null);
  }

  private SwitchCost measured(PlannedMicro micro, String url) {
    called.add(micro.name() + " " + url);
    return cost(micro);
  }

  private int carryOut(Sessions sessions, SwitchMeter meter) throws Exception {
    return sessions.carryOut(
        Sessions.at(
            new Target.Given(Address.of("http://127.0.0.1:1/")), new SwitchRun(PLAN, _ -> meter)),
        new ScriptedShooter());
  }

  private static RunFolder folder(Sessions sessions) throws IOException {
    return sessions.latest();
  }

  @Test
  void eachBenchmarkHasARowWithAFigureOrTheReasonWhyNot() throws Exception {
    var sessions = new Sessions(root);
    assertThat(carryOut(sessions, this::measured)).isZero();
    List<SwitchCost> rows = SwitchCsv.read(folder(sessions).switches());
    assertThat(rows)
        .extracting(SwitchCost::name)
        .containsExactlyElementsOf(PLAN.micros().stream().map(PlannedMicro::name).toList());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).notMeasured()).isEqualTo(PLAN.micros().get(i).obstacle().orElse(null));
    }
    assertThat(called)
        .hasSize((int) rows.stream().filter(row -> row.mean() != null).count())
        .allMatch(each -> each.endsWith(" http://127.0.0.1:1/at-once/"));
    Environment environment = EnvironmentFile.read(folder(sessions).environment());
    assertThat(environment.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(environment.plan().preset()).isEqualTo("switch");
    assertThat(sessions.out())
        .contains("Plan: preset switch", "[ 1/" + rows.size() + "] ", "100 ns");
  }

  @Test
  void aBenchmarkThatFailsLeavesTheRunIncompleteAndTheOthersMeasured() throws Exception {
    var sessions = new Sessions(root);
    assertThat(
            carryOut(
                sessions,
                (micro, url) ->
                    micro.name().equals("create-virtual")
                        ? micro.without("failed: so it did")
                        : measured(micro, url)))
        .isEqualTo(1);
    assertThat(SwitchCsv.read(folder(sessions).switches())).hasSameSizeAs(PLAN.micros());
    assertThat(EnvironmentFile.read(folder(sessions).environment()).outcome())
        .isEqualTo(Outcome.INCOMPLETE);
    assertThat(sessions.out()).contains("create-virtual: not measured: failed: so it did");
  }

  @Test
  void anInterruptionKeepsWhatCame() throws Exception {
    var sessions = new Sessions(root);
    assertThat(
            carryOut(
                sessions,
                (micro, url) -> {
                  if (called.size() == 2) {
                    sessions.interrupt();
                    return micro.without("failed: its JVM was ended");
                  }
                  return measured(micro, url);
                }))
        .isEqualTo(130);
    assertThat(SwitchCsv.read(folder(sessions).switches())).hasSize(2);
    assertThat(EnvironmentFile.read(folder(sessions).environment()).outcome())
        .isEqualTo(Outcome.INTERRUPTED);
  }

  @Test
  void thePlanTellsTheTimeAndTheJvmsOfEach() {
    String text = MicroPlan.of(null).text(Instant.EPOCH);
    assertThat(text).contains("hand-off-virtual ", "3 JVMs", "5 JVMs", "; about ", "all done at");
    assertThat(MicroPlan.of(7).text(Instant.EPOCH)).contains("7 JVMs").doesNotContain("3 JVMs");
  }
}

package dev.fanout.report.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.Samples;
import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Summaries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostFindingsTest {
  private static Shot shot(int round, Map<Metric, Double> values, CostNotes notes) {
    Shot shot = Samples.shot(Samples.VIRTUAL, Temperature.WARM, round, 3_000, 3_010);
    return new Shot(
        shot.runId(),
        round,
        shot.measured(),
        shot.temperature(),
        shot.floorMs(),
        shot.elapsedMs(),
        shot.succeeded(),
        shot.failed(),
        shot.startedAt(),
        null,
        null,
        values,
        notes);
  }

  private static List<Finding> findings(String id, Shot... shots) {
    List<Shot> all = Arrays.asList(shots);
    var measurements =
        new Measurements(
            Samples.environment(Outcome.COMPLETE),
            all,
            Map.of(),
            Summaries.of(all, List.of()),
            List.of(),
            Map.of());
    return Findings.of(measurements).stream().filter(finding -> finding.id().equals(id)).toList();
  }

  @Test
  void tellsWhatWasLeftBehindAndInHowManyShots() {
    var left = new CostNotes(null, null, "2 threads were still alive: a, b");
    assertThat(
            findings(
                "left-behind",
                shot(1, Map.of(), CostNotes.NONE),
                shot(2, Map.of(), left),
                shot(3, Map.of(), left)))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.says())
                    .isEqualTo(
                        "Closing did not end everything: 2 threads were still alive: a, b (2 of 3"
                            + " shots)."));
    assertThat(findings("left-behind", shot(1, Map.of(), CostNotes.NONE))).isEmpty();
  }

  @Test
  void pinnedThreadsAreNamedWithTheFirstPlace() {
    assertThat(
            findings(
                "pinned",
                shot(1, Map.of(Metric.PINNED, 0.0), CostNotes.NONE),
                shot(2, Map.of(Metric.PINNED, 3.0), new CostNotes("a.Client:12", null, null)),
                shot(3, Map.of(Metric.PINNED, 1.0), new CostNotes("a.Client:40", null, null))))
        .extracting(Finding::says)
        .containsExactly(
            "Virtual threads were pinned for 1 ms or longer 4 times, in 2 of 3 shots."
                + " The first was at a.Client:12.");
  }

  @Test
  void noPinIsNoFinding() {
    assertThat(findings("pinned", shot(1, Map.of(Metric.PINNED, 0.0), CostNotes.NONE))).isEmpty();
    assertThat(findings("pinned", shot(1, Map.of(), CostNotes.NONE))).isEmpty();
  }

  @Test
  void whatIsNotMeasuredIsSaidOnceForEachReason() {
    var none = new CostNotes(null, "pinned (no recorder)", null);
    assertThat(
            findings(
                "not-measured",
                shot(1, Map.of(), none),
                shot(2, Map.of(), none),
                shot(3, Map.of(), CostNotes.NONE),
                shot(4, Map.of(), new CostNotes(null, "cpu_user_ms (worker 1 died)", null))))
        .extracting(Finding::says)
        .containsExactly(
            "Some costs of 2 of 4 shots are not known: pinned (no recorder).",
            "Some costs of 1 of 4 shots are not known: cpu_user_ms (worker 1 died).");
  }
}

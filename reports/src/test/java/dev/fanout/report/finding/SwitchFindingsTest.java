package dev.fanout.report.finding;

import static dev.fanout.report.MadeUpRuns.cost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchFindingsTest {
  private static List<Finding> findings(String id, Outcome outcome, SwitchCost... costs) {
    var measurements =
        new Measurements(
            Samples.environment(outcome), List.of(), Map.of(), List.of(), List.of(), Map.of());
    return Findings.of(measurements, new Switching(Arrays.asList(costs), List.of())).stream()
        .filter(finding -> finding.id().equals(id))
        .toList();
  }

  /** What is known can come out right or wrong: a clock that is too fast, memory not counted. */
  @ParameterizedTest
  @CsvSource({
    "WAIT, 1000000, 0",
    "WAIT, 1800000, 0",
    "WAIT, 999999, 1",
    "ARRAY, 1041, 0",
    "ARRAY, 1024, 0",
    "ARRAY, 980, 1",
    "ARRAY, 1100, 1",
    "PARKED, 10, 0"
  })
  void warnsOfAYardstickThatIsWrong(Quantity quantity, double mean, int warnings) {
    assertThat(findings("wrong-yardstick", Outcome.COMPLETE, cost("known", null, quantity, mean)))
        .hasSize(warnings)
        .allMatch(finding -> finding.severity() == Severity.WARNING);
  }

  @Test
  void namesTheRowsWithAWideErrorOrNone() {
    SwitchCost narrow = cost("narrow", null, Quantity.HAND_OFF, 100);
    assertThat(findings("wide-error", Outcome.COMPLETE, narrow)).isEmpty();
    assertThat(
            findings("wide-error", Outcome.COMPLETE, narrow, with("wide", 26.0), with("one", null)))
        .singleElement()
        .extracting(Finding::subject)
        .isEqualTo("wide, one");
  }

  private static SwitchCost with(String name, @Nullable Double error) {
    return new SwitchCost(
        name, "does", null, Quantity.HAND_OFF, 1, 5, 100.0, error, 99.0, 101.0, null, null, null);
  }

  /** What the machine does not allow is a note; what failed has made the run incomplete. */
  @ParameterizedTest
  @CsvSource({"COMPLETE, NOTE", "INCOMPLETE, WARNING"})
  void saysWhyARowHasNoFigure(Outcome outcome, Severity severity) {
    SwitchCost left = SwitchCost.without("parked", "waits", 5, Quantity.PARKED, "too many");
    assertThat(findings("not-measured", outcome, left))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.subject()).isEqualTo("parked 5");
              assertThat(finding.says()).contains("too many");
            });
  }
}

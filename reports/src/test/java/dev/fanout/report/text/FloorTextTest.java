package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.RunReport;
import dev.fanout.report.Samples;
import dev.fanout.report.chart.Charts;
import dev.fanout.report.page.Page;
import dev.fanout.report.page.ReportMarkdown;
import dev.fanout.report.summary.Results;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The floors of a server whose delay is its own. */
class FloorTextTest {
  private final Results set = MadeUpRuns.of(Samples.shots());
  private final Results assumed = assumed(set);

  @Test
  void isCalledAssumedInEveryTableWhereTheDelayIsTheServersOwn() {
    assertThat(RunReport.console(assumed)).contains("| assumed floor |");
    assertThat(ReportMarkdown.of(assumed, Map.of()))
        .contains("| assumed floor |", "taken to be 3 s for each request");
    assertThat(Page.of(assumed, List.of()))
        .contains(">assumed floor<", "taken to be 3 s for each request");
  }

  @Test
  void isCalledAssumedOnTheCharts() {
    assertThat(Charts.of(assumed))
        .filteredOn(chart -> chart.id().equals("wall-time"))
        .singleElement()
        .satisfies(chart -> assertThat(chart.description()).contains("assumed floor"));
    assertThat(Charts.of(set))
        .allSatisfy(chart -> assertThat(chart.description()).doesNotContain("assumed"));
  }

  @Test
  void isTheLeastTimePossibleWhereTheDelayWasSet() {
    assertThat(RunReport.console(set)).contains("above the least time possible");
    assertThat(RunReport.console(assumed))
        .contains("above its assumed floor")
        .doesNotContain("possible");
    assertThat(ReportMarkdown.of(set, Map.of())).doesNotContain("assumed");
    assertThat(Page.of(set, List.of())).doesNotContain("assumed");
  }

  private static Results assumed(Results results) {
    return new Results(
        Samples.withAssumedDelay(results.environment()),
        results.shots(),
        results.requests(),
        results.summaries(),
        results.missing(),
        results.claims(),
        results.findings(),
        results.tuning());
  }
}

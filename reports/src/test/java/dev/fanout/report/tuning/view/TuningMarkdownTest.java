package dev.fanout.report.tuning.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.chart.Drawing.PoolSizes;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import org.junit.jupiter.api.Test;

/** The document as a whole is golden: here is what the golden search has not. */
class TuningMarkdownTest {
  @Test
  void aCapacityThatTheServerDidNotCountIsAboutThat() {
    assertThat(markdown(MadeUpTunings.with("/probe/counted", false)))
        .contains("the server let some wait, or slowed down. It answers about 60 at once.\n");
  }

  @Test
  void ofAServerThatRefusesItTellsWhatItBore() {
    Tuning refusing =
        MadeUpTunings.with(
            "/probe/server",
            Server.REFUSES,
            "/probe/capacity",
            8,
            "/probe/probedUpTo",
            16,
            "/probe/counted",
            false,
            "/maxSize",
            8,
            "/maxSizeFrom",
            SizeLimit.SERVER);
    assertThat(markdown(refusing))
        .contains("\nThe server handled 8 at once and failed with 16.\n")
        .contains(
            "with at most 8 threads. The server is the limit: 8 is the largest size below those"
                + " that failed.\n")
        .doesNotContain("answers", "about");
  }

  @Test
  void aConnectionPoolIsNamedThroughout() {
    Tuning tuning = MadeUpTunings.connections("jdbc");
    assertThat(markdown(tuning))
        .startsWith("# Connection pool behind virtual-threads for ")
        .contains("\n**50 connections: ", "with at most 100 connections. ")
        .contains("spring.datasource.hikari.maximum-pool-size=50\n")
        .doesNotContain("threads:");
    assertThat(TuningChart.of(tuning).orElseThrow().drawing())
        .isInstanceOfSatisfying(
            PoolSizes.class, chart -> assertThat(chart.axis()).isEqualTo("connections"));
  }

  private static String markdown(Tuning tuning) {
    return TuningMarkdown.of(tuning, MadeUpRuns.tuning(tuning).environment(), "");
  }
}

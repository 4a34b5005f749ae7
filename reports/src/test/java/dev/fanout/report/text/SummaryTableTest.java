package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.Samples;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.summary.Summaries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void showsTheIntervalsWhereSomeCaseHasOne() throws IOException {
    var shots = new ArrayList<Shot>();
    shots.add(Samples.shot(Samples.SERIAL, Temperature.COLD, 1, 300_000, 300_500));
    for (int round = 1; round <= 9; round++) {
      shots.add(Samples.shot(Samples.VIRTUAL, Temperature.WARM, round, 3_000, 3_010 + round));
    }
    assertThat(table(shots))
        .isEqualTo(
            """
            | model           | size | chunk | client | JVM  | shots |   median | spread             | 95 % interval      |    floor | overhead | efficiency | speed-up |    open | tutorial |
            |-----------------|-----:|------:|--------|------|------:|---------:|--------------------|--------------------|---------:|---------:|-----------:|---------:|--------:|---------:|
            | serial          |    - |     - | okhttp | cold |     1 | 300.50 s | one observation    | -                  | 300.00 s |   500 ms |     99.8 % |     1.0x | 12.5 ms | 305.17 s |
            | virtual-threads |    - |     - | okhttp | warm |     9 |  3.015 s | 3.011 s to 3.019 s | 3.012 s to 3.018 s |  3.000 s |  15.0 ms |     99.5 % |    99.7x | 12.5 ms |        - |
            """);
  }

  @Test
  void hasNoColumnOfIntervalsForTheUsualThreeShots() throws IOException {
    assertThat(table(Samples.shots())).doesNotContain("interval");
  }

  @Test
  void namesTheVariantsWhereSomeCaseHasOne() throws IOException {
    var wrapped =
        new Case("blocking-in-async", "wrapped", "okhttp", null, null, 1, "hello", 5, 3_000);
    assertThat(table(List.of(Samples.shot(wrapped, Temperature.COLD, 1, 15_000, 15_100))))
        .startsWith("| model             | variant | size |")
        .contains("| blocking-in-async | wrapped |    - |");
    assertThat(table(Samples.shots())).doesNotContain("variant");
  }

  @Test
  void hasColumnsForWorkAndServerWhereTheyTellRowsApart() throws IOException {
    var download =
        new Case("m", null, null, null, null, 9, "download", 9, 3_000)
            .with(Parameter.FILE_BYTES, 65_536)
            .with(Parameter.WRITES, "non-blocking");
    List<Shot> shots =
        List.of(
            Samples.shot(download, Temperature.COLD, 1, 3_000, 3_100),
            Samples.shot(
                Samples.at(Samples.VIRTUAL, "crawl", "uniform:1s..5s", 20L, 10),
                Temperature.COLD,
                1,
                3_000,
                3_100));
    assertThat(table(shots))
        .startsWith(
            "| model           | size | chunk | client | workload | requests |          delay |"
                + " CPU time |   file | writes       | handler threads | JVM ")
        .contains(
            "| crawl    |      100 | uniform:1s..5s |    20 ms |      - | -            |           "
                + "   10 |",
            "| download |        9 |            3 s |        - | 64 KiB | non-blocking |          "
                + " async |");
    assertThat(table(Samples.shots()))
        .doesNotContain("workload", "delay", "CPU", "file", "writes", "handler");
  }

  private static String table(List<Shot> shots) throws IOException {
    Results run = MadeUpRuns.of(shots);
    return SummaryTable.of(
        new Results(
            run.environment(),
            shots,
            run.requests(),
            Summaries.of(shots, ClaimsCsv.read()),
            run.missing(),
            run.claims(),
            run.findings(),
            run.tuning()));
  }
}

package dev.fanout.report;

import dev.fanout.report.chart.ECharts;
import dev.fanout.report.chart.WallTimeChart;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.csv.SummaryCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Summaries;
import dev.fanout.report.text.ReportMarkdown;
import dev.fanout.report.text.SummaryTable;
import dev.fanout.report.text.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * A run folder, read and summed up.
 *
 * @param environment where, with what and by which plan it was measured
 * @param shots all shots that came, valid or not
 * @param summaries a row per case and temperature
 * @param missing planned shots that did not come
 */
public record RunReport(
    Environment environment, List<Shot> shots, List<Summary> summaries, List<PlannedShot> missing) {

  /** Reads what the run left and sums it up. */
  public static RunReport read(RunFolder folder) throws IOException {
    Environment environment = EnvironmentFile.read(folder.environment());
    List<Shot> shots = ShotsCsv.read(folder.shots());
    List<PlannedShot> missing =
        environment.plan().shots().stream()
            .filter(planned -> shots.stream().noneMatch(shot -> isThe(planned, shot)))
            .toList();
    return new RunReport(environment, shots, Summaries.of(shots, ClaimsCsv.read()), missing);
  }

  private static boolean isThe(PlannedShot planned, Shot shot) {
    return planned.measured().equals(shot.measured())
        && planned.temperature() == shot.temperature()
        && planned.round() == shot.round();
  }

  /** Writes summary.csv, report.md and the charts, over what was there. */
  public void write(RunFolder folder) throws IOException {
    SummaryCsv.write(folder.summary(), summaries);
    Files.writeString(folder.report(), ReportMarkdown.of(environment, shots, summaries, missing));
    Files.createDirectories(folder.charts());
    Files.writeString(
        folder.charts().resolve("wall-time.svg"),
        new ECharts()
            .svg(
                WallTimeChart.option(summaries),
                WallTimeChart.WIDTH,
                WallTimeChart.height(summaries)));
  }

  /** What the console shows at the end: table, verdict, outcome. */
  public String console() {
    return "%s%n%s%n%s%n"
        .formatted(
            SummaryTable.of(summaries),
            String.join(System.lineSeparator(), Verdict.of(summaries)),
            ReportMarkdown.outcome(environment, shots, missing).replace("**", ""));
  }
}

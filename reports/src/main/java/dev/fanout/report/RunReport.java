package dev.fanout.report;

import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.ChartFiles;
import dev.fanout.report.chart.Charts;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.csv.SummaryCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.page.Page;
import dev.fanout.report.summary.Summaries;
import dev.fanout.report.text.ReportMarkdown;
import dev.fanout.report.text.SummaryTable;
import dev.fanout.report.text.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** From a run folder's measurements to its reports. */
public final class RunReport {
  private RunReport() {}

  /** Reads what the run left and sums it up. */
  public static Results read(RunFolder folder) throws IOException {
    Environment environment = EnvironmentFile.read(folder.environment());
    List<Shot> shots = ShotsCsv.read(folder.shots());
    List<PlannedShot> missing =
        environment.plan().shots().stream()
            .filter(planned -> shots.stream().noneMatch(shot -> isThe(planned, shot)))
            .toList();
    return new Results(
        environment,
        shots,
        RequestsCsv.read(folder.requests(), shots),
        Summaries.of(shots, ClaimsCsv.read()),
        missing,
        List.of(),
        List.of());
  }

  private static boolean isThe(PlannedShot planned, Shot shot) {
    return planned.measured().equals(shot.measured())
        && planned.temperature() == shot.temperature()
        && planned.round() == shot.round();
  }

  /** Writes all reports, over what was there; the measurements are left alone. */
  public static void write(Results results, RunFolder folder) throws IOException {
    SummaryCsv.write(folder.summary(), results.summaries());
    Files.writeString(folder.report(), ReportMarkdown.of(results));
    List<Chart> charts = Charts.of(results);
    ChartFiles.write(charts, folder.charts());
    Files.writeString(folder.page(), Page.of(results, charts));
  }

  /** What the console shows at the end: table, verdict, outcome. */
  public static String console(Results results) {
    return "%s%n%s%n%s%n"
        .formatted(
            SummaryTable.of(results.summaries()),
            String.join(System.lineSeparator(), Verdict.of(results.summaries())),
            ReportMarkdown.outcome(results).replace("**", ""));
  }
}

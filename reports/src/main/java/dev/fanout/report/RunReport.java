package dev.fanout.report;

import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.view.BehaviourText;
import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Charts;
import dev.fanout.report.claim.ClaimChecks;
import dev.fanout.report.csv.BehaviourCsv;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.csv.CutShort;
import dev.fanout.report.csv.ReportCsv;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.SwitchCsv;
import dev.fanout.report.file.Replacement;
import dev.fanout.report.finding.Findings;
import dev.fanout.report.finding.Measurements;
import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.page.Page;
import dev.fanout.report.page.ReportMarkdown;
import dev.fanout.report.summary.Results;
import dev.fanout.report.summary.Summaries;
import dev.fanout.report.switching.SwitchChart;
import dev.fanout.report.switching.SwitchTables;
import dev.fanout.report.switching.SwitchText;
import dev.fanout.report.text.Choices;
import dev.fanout.report.text.Choices.Choice;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.StreamTable;
import dev.fanout.report.text.SummaryTable;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.Verdict;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.report.tuning.view.TuningChart;
import dev.fanout.report.tuning.view.TuningMarkdown;
import dev.fanout.report.tuning.view.TuningTable;
import dev.fanout.report.tuning.view.TuningText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a run folder's measurements to its reports. */
public final class RunReport {
  private RunReport() {}

  /**
   * Reads what the run left and sums it up; a run that was cut short has its results too.
   *
   * @throws UnreadableRunException if environment.json or shots.csv is missing, a file is not what
   *     its name promises, or two contradict each other; requests.csv, tuning.json and
   *     behaviour.csv may be missing
   */
  public static Results read(RunFolder folder) throws IOException {
    MeasuredRun run = MeasuredRun.read(folder);
    Environment environment = run.environment();
    List<Shot> shots = run.shots();
    Map<Shot, List<RequestTrace>> requests = requests(folder, shots);
    List<Claim> claims = ClaimsCsv.read();
    List<Summary> summaries = Summaries.of(shots, claims);
    Tuning tuning = isThere(folder.tuning()) ? TuningFile.read(folder.tuning(), shots) : null;
    Switching switching =
        isThere(folder.switches())
            ? new Switching(SwitchCsv.read(folder.switches()), SwitchCsv.published())
            : null;
    var measurements =
        new Measurements(environment, shots, requests, summaries, claims, linesLeftOut(folder));
    return new Results(
        environment,
        shots,
        requests,
        summaries,
        run.missing(),
        ClaimChecks.of(summaries, claims),
        findings(measurements, tuning, switching),
        tuning,
        switching,
        observations(folder));
  }

  private static @Nullable Observations observations(RunFolder folder) throws IOException {
    return isThere(folder.behaviour())
        ? new Observations(BehaviourCsv.read(folder.behaviour()))
        : null;
  }

  private static List<Finding> findings(
      Measurements measurements, @Nullable Tuning tuning, @Nullable Switching switching) {
    if (switching != null) {
      return Findings.of(measurements, switching);
    }
    return tuning == null ? Findings.of(measurements) : Findings.ofSearch(measurements);
  }

  /** Whether an optional file is there; a folder or pipe of its name is not taken for none. */
  private static boolean isThere(Path file) throws UnreadableRunException {
    if (Files.isRegularFile(file)) {
      return true;
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnreadableRunException(file + " is not a file");
    }
    return false;
  }

  /** Without their file there are none: the cases can be compared all the same. */
  private static Map<Shot, List<RequestTrace>> requests(RunFolder folder, List<Shot> shots)
      throws IOException {
    return isThere(folder.requests()) ? RequestsCsv.read(folder.requests(), shots) : Map.of();
  }

  private static Map<String, Integer> linesLeftOut(RunFolder folder) throws IOException {
    var left = new LinkedHashMap<String, Integer>();
    for (Path file :
        List.of(folder.shots(), folder.requests(), folder.switches(), folder.behaviour())) {
      int lines = Files.isRegularFile(file) ? CutShort.lines(file) : 0;
      if (lines > 0) {
        left.put(file.getFileName().toString(), lines);
      }
    }
    return left;
  }

  /**
   * Replaces all reports together; the measurements, and files that are not of a report, are left
   * alone.
   */
  public static void write(Results results, RunFolder folder) throws IOException {
    write(results, folder, false);
  }

  /** The same, with each chart as a PNG file too. */
  public static void writeWithPng(Results results, RunFolder folder) throws IOException {
    write(results, folder, true);
  }

  /** The charts of the run, the one of its search before the others. */
  public static List<Chart> charts(Results results) {
    Switching switching = results.switching();
    if (switching != null) {
      return SwitchChart.of(switching).stream().toList();
    }
    Tuning tuning = results.tuning();
    return tuning == null
        ? Charts.of(results)
        : Stream.concat(TuningChart.of(tuning).stream(), Charts.ofRequests(results).stream())
            .toList();
  }

  private static void write(Results results, RunFolder folder, boolean png) throws IOException {
    List<Chart> charts = charts(results);
    var titles = new LinkedHashMap<String, String>();
    charts.forEach(chart -> titles.put(chart.id(), chart.title()));
    var files = new Replacement();
    Charts.draw(charts, folder.charts(), png, files);
    if (results.switching() == null) {
      files
          .put(folder.summary(), ReportCsv.summary(results.summaries()))
          .put(folder.claims(), ReportCsv.claims(results.claims()));
    }
    files
        .put(folder.findings(), ReportCsv.findings(results.findings()))
        .put(folder.report(), ReportMarkdown.of(results, titles));
    Tuning tuning = results.tuning();
    if (tuning != null) {
      files
          .put(folder.tuningTable(), TuningTable.csv(tuning))
          .put(
              folder.tuningReport(),
              TuningMarkdown.of(
                  tuning,
                  results.environment(),
                  ReportMarkdown.image("tuning", titles.get("tuning"))));
    }
    files.put(folder.page(), Page.of(results, charts)).carryOut();
  }

  /**
   * What the console shows at the end: verdict and choices, or advice; outcome and warnings; table;
   * notes and published figures.
   */
  public static String console(Results results) {
    var lines = new ArrayList<String>();
    Switching switching = results.switching();
    Tuning tuning = results.tuning();
    Observations observed = results.observations();
    if (observed != null) {
      lines.addAll(BehaviourText.console(observed));
    } else if (switching != null) {
      lines.addAll(SwitchText.sentences(switching));
    } else if (tuning == null) {
      lines.addAll(Verdict.of(results));
      TextTable<Choice> choices = Choices.of(results);
      if (!choices.rows().isEmpty()) {
        lines.add("\n%s\n\n%s\n%s".formatted(Choices.title(results), choices, Choices.HOW_BIG));
      }
    } else {
      lines.addAll(TuningText.console(tuning));
    }
    lines.add(ReportMarkdown.outcome(results));
    lines.addAll(findings(results, Severity.WARNING));
    if (switching != null) {
      lines.add("\n" + SwitchTables.costs(switching));
    } else if (observed == null) {
      lines.add("\n" + SummaryTable.of(results));
      if (results.ofStreams()) {
        lines.add(StreamTable.counted(results));
      }
    }
    lines.addAll(findings(results, Severity.NOTE));
    results.claims().stream().map(RunReport::line).forEach(lines::add);
    return lines.stream().map("%s%n"::formatted).collect(Collectors.joining());
  }

  private static List<String> findings(Results results, Severity severity) {
    return results.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(RunReport::line)
        .toList();
  }

  private static String line(Finding finding) {
    return "%s, %s, %s: %s"
        .formatted(finding.severity().title(), finding.id(), finding.subject(), finding.says());
  }

  private static String line(ClaimCheck check) {
    return "Claim %s: %s published, %s measured (%s): %s."
        .formatted(
            check.claim().id(),
            Figures.time(check.claim().publishedMs()),
            Figures.time(check.summary().medianMs()),
            check.summary().label(),
            check.verdict());
  }
}

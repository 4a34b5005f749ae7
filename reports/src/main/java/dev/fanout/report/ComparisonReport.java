package dev.fanout.report;

import dev.fanout.report.compare.ComparedRun;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.ComparisonPage;
import dev.fanout.report.compare.ComparisonText;
import dev.fanout.report.csv.ReportCsv;
import dev.fanout.report.file.Replacement;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** From two runs to a comparison and its reports. */
public final class ComparisonReport {
  private ComparisonReport() {}

  /**
   * Reads what a comparison needs of a run: shots.csv and environment.json.
   *
   * @throws UnreadableRunException if the run has no shots, but micro-benchmarks, or streams, whose
   *     wall times say nothing
   */
  public static ComparedRun read(String name, RunFolder folder) throws IOException {
    if (Files.exists(folder.switches())) {
      throw new UnreadableRunException(
          "%s has micro-benchmarks and no shots: only runs of shots are compared"
              .formatted(folder.path()));
    }
    MeasuredRun run = MeasuredRun.read(folder);
    if (run.environment().plan().shots().stream().anyMatch(shot -> shot.measured().isStream())) {
      throw new UnreadableRunException(
          "%s has streams of arrivals, whose wall times are those of their arrivals: only batches are compared; the response times of streams are in summary.csv"
              .formatted(folder.path()));
    }
    return new ComparedRun(name, run.environment(), run.shots());
  }

  /** The file in a comparison's folder that names the two runs. */
  public static Path note(Path folder) {
    return folder.resolve("compared.txt");
  }

  /**
   * Writes comparison.csv, index.html and the note into the folder, over what was there.
   *
   * @param note names the two runs
   */
  public static void write(Comparison comparison, Path folder, String note) throws IOException {
    new Replacement()
        .put(note(folder), note)
        .put(folder.resolve("comparison.csv"), ReportCsv.comparison(comparison.changes()))
        .put(folder.resolve("index.html"), ComparisonPage.of(comparison))
        .carryOut();
  }

  /** What the console shows: table, outcome, what else to know, the test. */
  public static String console(Comparison comparison) {
    var text = new StringBuilder();
    text.append("%s against %s%n%n".formatted(comparison.fresh().name(), comparison.base().name()));
    text.append("%s%n".formatted(ComparisonText.table(comparison)));
    text.append("%s%n".formatted(ComparisonText.outcome(comparison)));
    ComparisonText.remarks(comparison).forEach(remark -> text.append("%s%n".formatted(remark)));
    return text.append("%n%s%n".formatted(ComparisonText.method())).toString();
  }
}

package dev.fanout.bench.cli;

import dev.fanout.report.ComparisonReport;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a comparison, named after its two runs; runs of different places may have the same
 * names, so a note in it tells which were compared.
 *
 * @param path the folder, which need not be there yet
 * @param note names the two runs
 */
record ComparisonFolder(Path path, String note) {
  /**
   * That of the same two runs if they were compared before, else a new one; nothing is written.
   *
   * @param comparisons the folder in which all comparisons lie
   */
  static ComparisonFolder of(
      Path comparisons, RunFolder base, RunFolder fresh, Comparison comparison) throws IOException {
    String note =
        "%s, run %s%n%s, run %s%n"
            .formatted(
                base.path(),
                comparison.base().environment().runId(),
                fresh.path(),
                comparison.fresh().environment().runId());
    String name = comparison.base().name() + "--" + comparison.fresh().name();
    var folder = new ComparisonFolder(comparisons.resolve(name), note);
    for (int number = 2; folder.isOfOthers(); number++) {
      folder = new ComparisonFolder(comparisons.resolve(name + "-" + number), note);
    }
    return folder;
  }

  private boolean isOfOthers() throws IOException {
    Path file = ComparisonReport.note(path);
    return Files.exists(file) && !Files.readString(file).equals(note);
  }
}

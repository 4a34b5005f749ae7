package dev.fanout.bench.cli;

import dev.fanout.report.compare.Comparison;
import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a comparison, named after its two runs; runs of different places may have the same
 * names, so a note in it tells which were compared.
 *
 * @param path the folder
 */
record ComparisonFolder(Path path) {
  /**
   * That of the same two runs if they were compared before, else a new one.
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
    var folder = new ComparisonFolder(comparisons.resolve(name));
    for (int number = 2; folder.isOfOthers(note); number++) {
      folder = new ComparisonFolder(comparisons.resolve(name + "-" + number));
    }
    Files.createDirectories(folder.path);
    Files.writeString(folder.note(), note);
    return folder;
  }

  private boolean isOfOthers(String note) throws IOException {
    return Files.exists(note()) && !Files.readString(note()).equals(note);
  }

  private Path note() {
    return path.resolve("compared.txt");
  }
}

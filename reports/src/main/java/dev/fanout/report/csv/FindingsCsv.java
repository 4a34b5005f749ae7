package dev.fanout.report.csv;

import dev.fanout.report.measurement.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** findings.csv: a row per finding. */
public final class FindingsCsv {
  private static final List<String> HEADER =
      List.of("finding", "severity", "subject", "says", "means", "advice");

  private FindingsCsv() {}

  /** Writes the file, over what was there. */
  public static void write(Path file, List<Finding> findings) throws IOException {
    CsvWriting.replace(file, HEADER, findings.stream().map(FindingsCsv::cells).toList());
  }

  private static List<String> cells(Finding finding) {
    return List.of(
        Cells.text(finding.id()),
        finding.severity().name().toLowerCase(Locale.ROOT),
        Cells.text(finding.subject()),
        Cells.text(finding.says()),
        Cells.text(finding.means()),
        Cells.text(finding.advice()));
  }
}

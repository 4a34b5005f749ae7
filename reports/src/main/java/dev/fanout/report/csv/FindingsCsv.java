package dev.fanout.report.csv;

import dev.fanout.report.measurement.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** findings.csv: a row per finding. */
public final class FindingsCsv {
  private static final List<String> HEADER =
      List.of("finding", "severity", "subject", "says", "means", "advice");

  private FindingsCsv() {}

  /** The content of the file. */
  public static byte[] content(List<Finding> findings) throws IOException {
    return CsvWriting.content(HEADER, findings.stream().map(FindingsCsv::cells).toList());
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

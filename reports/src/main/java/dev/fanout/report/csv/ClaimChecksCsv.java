package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.ClaimCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run's claims.csv: a row per published figure and case that repeats its experiment. */
public final class ClaimChecksCsv {
  private static final List<String> HEADER =
      List.of(
          "claim",
          "model",
          "variant",
          "client",
          "size",
          "chunk",
          "requests",
          "delay_ms",
          "temperature",
          "published_ms",
          "measured_ms",
          "verdict",
          "reason");

  private ClaimChecksCsv() {}

  /** Writes the file, over what was there. */
  public static void write(Path file, List<ClaimCheck> checks) throws IOException {
    CsvWriting.replace(file, HEADER, checks.stream().map(ClaimChecksCsv::cells).toList());
  }

  private static List<String> cells(ClaimCheck check) {
    Case measured = check.summary().measured();
    return List.of(
        Cells.text(check.claim().id()),
        Cells.text(measured.model()),
        Cells.text(measured.variant()),
        Cells.text(measured.client()),
        Cells.plain(measured.size()),
        Cells.plain(measured.chunk()),
        Cells.plain(measured.requests()),
        Cells.plain(measured.delayMs()),
        check.summary().temperature().text(),
        Cells.millis(check.claim().publishedMs()),
        Cells.millis(check.summary().medianMs()),
        check.verdict(),
        Cells.text(check.reason()));
  }
}

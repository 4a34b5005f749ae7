package dev.fanout.report.csv;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.DELAY_MS;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.REQUESTS;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Parameter;
import java.io.IOException;
import java.util.List;

/** A run's claims.csv: a row per published figure and case that repeats its experiment. */
public final class ClaimChecksCsv {
  private static final List<Parameter> CASE =
      List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, REQUESTS, DELAY_MS);

  private static final List<String> HEADER =
      CsvWriting.row(
          List.of("claim"),
          CaseCells.header(CASE),
          List.of("temperature", "published_ms", "measured_ms", "verdict", "reason"));

  private ClaimChecksCsv() {}

  /** The content of the file. */
  public static byte[] content(List<ClaimCheck> checks) throws IOException {
    return CsvWriting.content(HEADER, checks.stream().map(ClaimChecksCsv::cells).toList());
  }

  private static List<String> cells(ClaimCheck check) {
    Case measured = check.summary().measured();
    return CsvWriting.row(
        List.of(Cells.text(check.claim().id())),
        CaseCells.of(measured, CASE),
        List.of(
            check.summary().temperature().text(),
            Cells.millis(check.claim().publishedMs()),
            Cells.millis(check.summary().medianMs()),
            check.verdict(),
            Cells.text(check.reason())));
  }
}

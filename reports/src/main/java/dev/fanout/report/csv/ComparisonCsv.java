package dev.fanout.report.csv;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.DELAY_MS;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.REQUESTS;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;
import static dev.fanout.report.measurement.Parameter.WORKLOAD;

import dev.fanout.report.compare.Change;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.Shift;
import dev.fanout.report.compare.Shift.Confidence;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.io.IOException;
import java.util.List;

/** comparison.csv: a row per case and temperature of two runs. */
public final class ComparisonCsv {
  private static final List<Parameter> FIRST =
      List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, WORKLOAD, REQUESTS, DELAY_MS);

  private static final List<String> HEADER =
      CsvWriting.row(
          CaseCells.header(FIRST),
          List.of(
              "temperature",
              "base_shots",
              "base_median_ms",
              "new_shots",
              "new_median_ms",
              "change_ms",
              "change_low_ms",
              "change_high_ms",
              "change_percent",
              "p_value",
              "verdict",
              "noise_band_ms"),
          CaseCells.header(CaseCells.ADDED_LATER));

  private ComparisonCsv() {}

  /** The content of the file. */
  public static byte[] content(Comparison comparison) throws IOException {
    return CsvWriting.content(
        HEADER, comparison.changes().stream().map(ComparisonCsv::cells).toList());
  }

  private static List<String> cells(Change change) {
    Case measured = change.measured();
    Shift shift = change.shift();
    Confidence confidence = shift == null ? null : shift.confidence();
    return CsvWriting.row(
        CaseCells.of(measured, FIRST),
        List.of(
            change.temperature().text(),
            Cells.plain(change.baseShots()),
            Cells.millis(change.baseMedianMs()),
            Cells.plain(change.newShots()),
            Cells.millis(change.newMedianMs()),
            Cells.millis(shift == null ? null : shift.ms()),
            Cells.millis(confidence == null ? null : confidence.lowMs()),
            Cells.millis(confidence == null ? null : confidence.highMs()),
            Cells.ratio(change.percent()),
            Cells.ratio(confidence == null ? null : confidence.pValue()),
            change.verdict().text(),
            Cells.millis(change.bandMs())),
        CaseCells.of(measured, CaseCells.ADDED_LATER));
  }
}

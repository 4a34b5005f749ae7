package dev.fanout.report.csv;

import dev.fanout.report.compare.Change;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.Shift;
import dev.fanout.report.compare.Shift.Confidence;
import dev.fanout.report.measurement.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** comparison.csv: a row per case and temperature of two runs. */
public final class ComparisonCsv {
  private static final List<String> HEADER =
      List.of(
          "model",
          "variant",
          "client",
          "size",
          "chunk",
          "workload",
          "requests",
          "delay_ms",
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
          "noise_band_ms");

  private ComparisonCsv() {}

  /** Writes the file, over what was there. */
  public static void write(Path file, Comparison comparison) throws IOException {
    CsvWriting.replace(
        file, HEADER, comparison.changes().stream().map(ComparisonCsv::cells).toList());
  }

  private static List<String> cells(Change change) {
    Case measured = change.measured();
    Shift shift = change.shift();
    Confidence confidence = shift == null ? null : shift.confidence();
    return List.of(
        Cells.text(measured.model()),
        Cells.text(measured.variant()),
        Cells.text(measured.client()),
        Cells.plain(measured.size()),
        Cells.plain(measured.chunk()),
        Cells.text(measured.workload()),
        Cells.plain(measured.requests()),
        Cells.plain(measured.delayMs()),
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
        Cells.millis(change.bandMs()));
  }
}

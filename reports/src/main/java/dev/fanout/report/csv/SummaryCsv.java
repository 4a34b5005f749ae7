package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** summary.csv: a row per case and temperature. */
public final class SummaryCsv {
  private static final List<String> HEADER =
      List.of(
          "model",
          "variant",
          "client",
          "size",
          "chunk",
          "in_flight",
          "workload",
          "requests",
          "delay_ms",
          "temperature",
          "shots",
          "median_ms",
          "min_ms",
          "max_ms",
          "floor_ms",
          "overhead_ms",
          "efficiency",
          "speedup",
          "published_ms",
          "open_ms",
          "failed_shots",
          "median_low_ms",
          "median_high_ms");

  private SummaryCsv() {}

  /** Writes the file, over what was there. */
  public static void write(Path file, List<Summary> rows) throws IOException {
    CsvWriting.replace(file, HEADER, rows.stream().map(SummaryCsv::cells).toList());
  }

  private static List<String> cells(Summary row) {
    Case measured = row.measured();
    return List.of(
        Cells.text(measured.model()),
        Cells.text(measured.variant()),
        Cells.text(measured.client()),
        Cells.plain(measured.size()),
        Cells.plain(measured.chunk()),
        Cells.plain(measured.inFlight()),
        Cells.text(measured.workload()),
        Cells.plain(measured.requests()),
        Cells.plain(measured.delayMs()),
        row.temperature().text(),
        Cells.plain(row.shots()),
        Cells.millis(row.medianMs()),
        Cells.millis(row.minMs()),
        Cells.millis(row.maxMs()),
        Cells.millis(row.floorMs()),
        Cells.millis(row.overheadMs()),
        Cells.ratio(row.efficiency()),
        Cells.ratio(row.speedup()),
        Cells.millis(row.publishedMs()),
        Cells.millis(row.openMs()),
        Cells.plain(row.failedShots()),
        Cells.millis(row.medianLowMs()),
        Cells.millis(row.medianHighMs()));
  }
}

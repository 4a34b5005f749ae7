package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import java.io.IOException;
import java.util.List;

/** summary.csv: a row per case and temperature. */
public final class SummaryCsv {
  private static final List<String> HEADER =
      CsvWriting.row(
          CaseCells.header(CaseCells.FIRST),
          List.of(
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
              "median_high_ms"),
          CaseCells.header(CaseCells.ADDED_LATER));

  private SummaryCsv() {}

  /** The content of the file. */
  public static byte[] content(List<Summary> rows) throws IOException {
    return CsvWriting.content(HEADER, rows.stream().map(SummaryCsv::cells).toList());
  }

  private static List<String> cells(Summary row) {
    Case measured = row.measured();
    return CsvWriting.row(
        CaseCells.of(measured, CaseCells.FIRST),
        List.of(
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
            Cells.millis(row.medianHighMs())),
        CaseCells.of(measured, CaseCells.ADDED_LATER));
  }
}

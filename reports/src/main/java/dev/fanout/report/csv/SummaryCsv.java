package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SummaryColumn;
import java.io.IOException;
import java.util.List;

/** summary.csv: a row per case and temperature. */
public final class SummaryCsv {
  private static final List<String> HEADER =
      CsvWriting.row(
          CaseCells.header(CaseCells.FIRST),
          List.of("temperature"),
          names(SummaryColumn.FIRST),
          CaseCells.header(CaseCells.ADDED_LATER),
          names(SummaryColumn.ADDED_LATER));

  private SummaryCsv() {}

  private static List<String> names(List<SummaryColumn> columns) {
    return columns.stream().map(SummaryColumn::name).toList();
  }

  /** The content of the file. */
  public static byte[] content(List<Summary> rows) throws IOException {
    return CsvWriting.content(HEADER, rows.stream().map(SummaryCsv::cells).toList());
  }

  private static List<String> cells(Summary row) {
    Case measured = row.measured();
    return CsvWriting.row(
        CaseCells.of(measured, CaseCells.FIRST),
        List.of(row.temperature().text()),
        figures(row, SummaryColumn.FIRST),
        CaseCells.of(measured, CaseCells.ADDED_LATER),
        figures(row, SummaryColumn.ADDED_LATER));
  }

  private static List<String> figures(Summary row, List<SummaryColumn> columns) {
    return columns.stream()
        .map(column -> Cells.of(column.unit(), column.figure().apply(row)))
        .toList();
  }
}

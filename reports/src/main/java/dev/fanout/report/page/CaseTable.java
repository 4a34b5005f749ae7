package dev.fanout.report.page;

import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.SummaryTable;
import dev.fanout.report.text.TuningTable;
import dev.fanout.report.tuning.Tuning;
import java.util.List;

/**
 * The table of all cases, or of all sizes of a search.
 *
 * @param header the titles of all columns but the first, which names case or size
 * @param rows a row per case and temperature, or per size
 */
record CaseTable(List<String> header, List<TableRow> rows) {
  static CaseTable of(Results results) {
    List<Summary> rows = results.summaries();
    var names = CaseNames.of(results);
    var table = SummaryTable.ofFigures(rows);
    return new CaseTable(
        table.header(),
        rows.stream()
            .map(row -> new TableRow(names.of(row.measured()), table.cells(row)))
            .toList());
  }

  /** Of the sizes that a search measured. */
  static CaseTable of(Tuning tuning) {
    TuningTable table = TuningTable.of(tuning);
    return new CaseTable(
        table.header().subList(1, table.header().size()),
        table.rows().stream().map(TableRow::of).toList());
  }
}

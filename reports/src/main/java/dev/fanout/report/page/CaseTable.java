package dev.fanout.report.page;

import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.SummaryCells;
import dev.fanout.report.text.TuningTable;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.function.Function;

/**
 * The table of all cases, or of all sizes of a search; columns in which no row has a figure are
 * left out.
 *
 * @param header the titles of all columns but the first, which names case or size
 * @param rows a row per case and temperature, or per size
 */
record CaseTable(List<String> header, List<TableRow> rows) {
  private static final String NONE = "-";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("JVM", row -> row.temperature().text()),
          new Column("shots", SummaryCells::shots),
          new Column("median", row -> Figures.time(row.medianMs())),
          new Column("spread", SummaryCells::spread),
          new Column("95 % interval", SummaryCells::interval),
          new Column("floor", row -> Figures.time(row.floorMs())),
          new Column("overhead", row -> Figures.time(row.overheadMs())),
          new Column("efficiency", row -> Figures.percent(row.efficiency())),
          new Column("speed-up", row -> Figures.times(row.speedup())),
          new Column("open", row -> Figures.time(row.openMs())),
          new Column("tutorial", row -> Figures.time(row.publishedMs())));

  private record Column(String title, Function<Summary, String> cell) {
    boolean isEmpty(List<Summary> rows) {
      return rows.stream().map(cell).allMatch(NONE::equals);
    }
  }

  static CaseTable of(Results results) {
    List<Summary> rows = results.summaries();
    var names = CaseNames.of(results);
    List<Column> columns = COLUMNS.stream().filter(column -> !column.isEmpty(rows)).toList();
    return new CaseTable(
        columns.stream().map(Column::title).toList(),
        rows.stream()
            .map(
                row ->
                    new TableRow(
                        names.of(row.measured()),
                        columns.stream().map(column -> column.cell().apply(row)).toList()))
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

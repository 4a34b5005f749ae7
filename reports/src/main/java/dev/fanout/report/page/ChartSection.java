package dev.fanout.report.page;

import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Timeline;
import java.util.List;

/**
 * A chart's place in the page, and its table.
 *
 * @param hasPanels whether the reader can choose one of its panels
 */
record ChartSection(
    String id,
    String title,
    String description,
    boolean hasPanels,
    List<String> header,
    List<TableRow> rows) {
  static ChartSection of(Chart chart) {
    return new ChartSection(
        chart.id(),
        chart.title(),
        chart.description(),
        chart.drawing() instanceof Timeline,
        chart.table().header(),
        chart.table().rows().stream().map(TableRow::of).toList());
  }
}

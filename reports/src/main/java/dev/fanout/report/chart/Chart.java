package dev.fanout.report.chart;

import dev.fanout.report.text.TextTable;
import java.util.List;

/**
 * A chart, and the numbers behind it.
 *
 * @param id names its file and its place in the page
 * @param title what it shows
 * @param description how to read it, in a sentence or two
 * @param drawing what is drawn
 * @param table the numbers
 */
public record Chart(String id, String title, String description, Drawing drawing, Table table) {
  /**
   * A table; the first cell of a row says what the row is about.
   *
   * @param header the columns' titles
   * @param rows a cell for each column
   */
  public record Table(List<String> header, List<List<String>> rows) {
    /** The table of words. */
    public static Table of(TextTable<?> table) {
      return new Table(table.header(), table.cells());
    }
  }
}

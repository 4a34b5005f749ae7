package dev.fanout.report.page;

import java.util.List;

/**
 * A row of a table.
 *
 * @param name what the row is about
 * @param cells the rest of it
 */
record TableRow(String name, List<String> cells) {
  static TableRow of(List<String> row) {
    return new TableRow(row.getFirst(), row.subList(1, row.size()));
  }
}

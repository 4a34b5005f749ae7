package dev.fanout.report.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV with a header, and says which file, row and column is amiss. */
final class CsvReading {
  private static final CSVFormat FORMAT =
      CsvWriting.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  private CsvReading() {}

  /**
   * Reads all rows.
   *
   * @param name the file's name, for messages
   * @param columns those that must be there; others are left alone
   * @throws MalformedCsvException if a column is missing or a row is cut short
   */
  static List<Row> rows(String name, Reader reader, List<String> columns) throws IOException {
    try (var parser = FORMAT.parse(reader)) {
      for (String column : columns) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw new MalformedCsvException("%s has no column %s".formatted(name, column));
        }
      }
      var rows = new ArrayList<Row>();
      for (CSVRecord cells : parser) {
        if (!cells.isConsistent()) {
          throw new MalformedCsvException(
              "%s, row %d: %d cells where the header has %d; was the file cut short?"
                  .formatted(
                      name, cells.getRecordNumber(), cells.size(), parser.getHeaderNames().size()));
        }
        rows.add(new Row(name, cells));
      }
      return rows;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new MalformedCsvException("%s is no CSV file: %s".formatted(name, e.getMessage()));
    }
  }
}

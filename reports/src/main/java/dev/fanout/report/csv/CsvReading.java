package dev.fanout.report.csv;

import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.measurement.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Reads CSV with a header, and says which file, row and column is wrong. */
final class CsvReading {
  private static final CSVFormat FORMAT =
      CsvTable.FORMAT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\t]");

  private CsvReading() {}

  /** Takes rows one by one, so that a long file is never held as rows. */
  interface Rows {
    void add(Row row) throws UnreadableRunException;
  }

  /**
   * Reads all whole rows; a last one that is cut is left out, as {@link CutShort} explains.
   *
   * @param name the file's name, for messages
   * @param columns those that must be there; others are left alone
   * @throws UnreadableRunException if a column is missing, a row is too short or too long or
   *     contradicts itself, or the content is not CSV
   */
  static void read(String name, byte[] content, List<String> columns, Rows rows)
      throws UnreadableRunException {
    int whole = CutShort.wholeRows(content);
    if (whole == 0) {
      throw new UnreadableRunException("%s has no complete row, not even a header".formatted(name));
    }
    try (var parser = parser(Utf8.text(content, whole, name), name)) {
      requireColumns(columns, parser.getHeaderNames(), name);
      for (CSVRecord cells : parser) {
        if (!cells.isConsistent()) {
          throw new UnreadableRunException(
              "%s, row %d: %d cells where the header has %d"
                  .formatted(
                      name, cells.getRecordNumber(), cells.size(), parser.getHeaderNames().size()));
        }
        add(new Row(name, cells), rows);
      }
    } catch (UnreadableRunException e) {
      throw e;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new UnreadableRunException(
          "%s is not a CSV file: a cell has text after its closing quotation mark".formatted(name));
    }
  }

  private static CSVParser parser(String text, String name) throws IOException {
    try {
      return CSVParser.parse(text, FORMAT);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRunException(
          "%s has a column without a name, or two of the same name".formatted(name));
    }
  }

  private static void requireColumns(List<String> columns, List<String> header, String name)
      throws UnreadableRunException {
    for (String column : columns) {
      if (!header.contains(column)) {
        throw new UnreadableRunException(
            header.size() == 1 && OTHER_SEPARATOR.matcher(header.getFirst()).find()
                ? "%s has semicolons or tabs between its cells: only commas are accepted"
                    .formatted(name)
                : "%s has no column %s".formatted(name, column));
      }
    }
  }

  /** Adds a row; the record that is made of it may refuse its numbers. */
  private static void add(Row row, Rows rows) throws UnreadableRunException {
    try {
      rows.add(row);
    } catch (IllegalArgumentException e) {
      throw row.refused(String.valueOf(e.getMessage()));
    }
  }
}

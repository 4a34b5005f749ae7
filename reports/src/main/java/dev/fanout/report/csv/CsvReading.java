package dev.fanout.report.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV with a header, and says which file, row and column is amiss. */
final class CsvReading {
  private static final CSVFormat FORMAT =
      CsvWriting.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  private CsvReading() {}

  /** Takes rows one by one, so that a long file is never held as rows. */
  interface Rows {
    void add(Row row) throws MalformedCsvException;
  }

  /**
   * Reads all whole rows; a last one that is cut is left out, as {@link CutShort} tells.
   *
   * @param name the file's name, for messages
   * @param columns those that must be there; others are left alone
   * @throws MalformedCsvException if a column is missing, a row is too short or too long, or the
   *     content is no CSV
   */
  static void read(String name, byte[] content, List<String> columns, Rows rows)
      throws MalformedCsvException {
    int whole = CutShort.wholeRows(content);
    if (whole == 0) {
      throw new MalformedCsvException("%s has no whole row, not even a header".formatted(name));
    }
    var reader =
        new InputStreamReader(new ByteArrayInputStream(content, 0, whole), UTF_8.newDecoder());
    try (var parser = FORMAT.parse(reader)) {
      for (String column : columns) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw new MalformedCsvException("%s has no column %s".formatted(name, column));
        }
      }
      for (CSVRecord cells : parser) {
        if (!cells.isConsistent()) {
          throw new MalformedCsvException(
              "%s, row %d: %d cells where the header has %d"
                  .formatted(
                      name, cells.getRecordNumber(), cells.size(), parser.getHeaderNames().size()));
        }
        rows.add(new Row(name, cells));
      }
    } catch (MalformedCsvException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw notUtf8(name);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException ? notUtf8(name) : noCsv(name, e);
    } catch (IOException | IllegalArgumentException e) {
      throw noCsv(name, e);
    }
  }

  private static MalformedCsvException notUtf8(String name) {
    return new MalformedCsvException("%s is not UTF-8 text".formatted(name));
  }

  private static MalformedCsvException noCsv(String name, Exception e) {
    return new MalformedCsvException("%s is no CSV file: %s".formatted(name, e.getMessage()));
  }
}

package dev.fanout.report.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.report.file.Appending;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV as RFC 4180 has it, with line feeds alone. */
final class CsvWriting {
  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private CsvWriting() {}

  /** A row, or a header, put together from its parts. */
  @SafeVarargs
  static List<String> row(List<String>... parts) {
    var row = new ArrayList<String>();
    for (List<String> part : parts) {
      row.addAll(part);
    }
    return List.copyOf(row);
  }

  /** Creates a file with its header alone; fails if it exists. */
  static void create(Path file, List<String> header) throws IOException {
    Files.write(file, lines(List.of(header)), StandardOpenOption.CREATE_NEW);
  }

  /** Adds rows: all of them, or none. */
  static void append(Path file, List<List<String>> rows) throws IOException {
    Appending.append(file, lines(rows));
  }

  /** The content of a whole file. */
  static byte[] content(List<String> header, List<List<String>> rows) throws IOException {
    var all = new ArrayList<List<String>>();
    all.add(header);
    all.addAll(rows);
    return lines(all);
  }

  /** As bytes, since writing a string fails at half a surrogate pair, and a run must not. */
  private static byte[] lines(List<List<String>> rows) throws IOException {
    var text = new StringWriter();
    try (var printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecords(rows);
    }
    return text.toString().getBytes(UTF_8);
  }
}

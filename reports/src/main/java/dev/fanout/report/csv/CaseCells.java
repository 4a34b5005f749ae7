package dev.fanout.report.csv;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.CPU_MS;
import static dev.fanout.report.measurement.Parameter.DELAY;
import static dev.fanout.report.measurement.Parameter.DELAY_MS;
import static dev.fanout.report.measurement.Parameter.FILE_BYTES;
import static dev.fanout.report.measurement.Parameter.HANDLER_THREADS;
import static dev.fanout.report.measurement.Parameter.IN_FLIGHT;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.REQUESTS;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;
import static dev.fanout.report.measurement.Parameter.WORKLOAD;
import static dev.fanout.report.measurement.Parameter.WRITES;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of a case, the same in every file that has them. */
final class CaseCells {
  /** The columns that shots and summaries have always had. */
  static final List<Parameter> FIRST =
      List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, IN_FLIGHT, WORKLOAD, REQUESTS, DELAY_MS);

  /** The columns that files of earlier versions lack; they come last. */
  static final List<Parameter> ADDED_LATER =
      List.of(DELAY, CPU_MS, FILE_BYTES, WRITES, HANDLER_THREADS);

  private CaseCells() {}

  /** The names of columns. */
  static List<String> header(List<Parameter> columns) {
    return columns.stream().map(Parameter::column).toList();
  }

  /** The cells in columns. */
  static List<String> of(Case measured, List<Parameter> columns) {
    return columns.stream().map(column -> cell(column.of(measured))).toList();
  }

  private static String cell(@Nullable Object value) {
    return value instanceof String text ? Cells.text(text) : Cells.plain(value);
  }

  /** The case, read from a row with all columns. */
  static Case read(Row row) throws MalformedCsvException {
    return new Case(
        row.text("model"),
        row.optionalText("variant"),
        row.optionalText("client"),
        row.optionalCount("size"),
        row.optionalCount("chunk"),
        row.optionalCount("in_flight"),
        row.text("workload"),
        row.count("requests"),
        row.integer("delay_ms"),
        row.optionalText("delay"),
        row.optionalLong("cpu_ms"),
        row.optionalCount("file_bytes"),
        row.optionalText("writes"),
        row.optionalCount("handler_threads"));
  }
}

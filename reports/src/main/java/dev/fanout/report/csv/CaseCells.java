package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of a case, the same in every file that has them. */
final class CaseCells {
  /** The columns that shots and summaries have always had. */
  static final List<Parameter> FIRST =
      List.copyOf(EnumSet.range(Parameter.MODEL, Parameter.DELAY_MS));

  /** The columns that files of earlier versions lack; they come last. */
  static final List<Parameter> ADDED_LATER =
      List.copyOf(EnumSet.complementOf(EnumSet.copyOf(FIRST)));

  private CaseCells() {}

  /** The names of columns. */
  static List<String> header(List<Parameter> columns) {
    return columns.stream().map(Parameter::column).toList();
  }

  /** The cells in columns. */
  static List<String> of(Case measured, List<Parameter> columns) {
    return columns.stream().map(column -> cell(measured.value(column))).toList();
  }

  private static String cell(@Nullable Object value) {
    return value instanceof String text ? Cells.text(text) : Cells.plain(value);
  }

  /** The case, read from a row with all columns. */
  static Case read(Row row) throws MalformedCsvException {
    var values = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      Object value = read(parameter, row);
      if (value != null) {
        values.put(parameter, value);
      }
    }
    return new Case(values);
  }

  private static @Nullable Object read(Parameter parameter, Row row) throws MalformedCsvException {
    String column = parameter.column();
    if (parameter.isRequired()) {
      return switch (parameter.type()) {
        case TEXT -> row.text(column);
        case COUNT, BYTES -> row.count(column);
        case MS -> (long) row.integer(column);
      };
    }
    return switch (parameter.type()) {
      case TEXT -> row.optionalText(column);
      case COUNT, BYTES -> row.optionalCount(column);
      case MS -> row.optionalLong(column);
    };
  }
}

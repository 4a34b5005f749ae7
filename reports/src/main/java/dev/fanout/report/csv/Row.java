package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Unit;
import dev.fanout.report.measurement.UnreadableRunException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** One row of a CSV file, read cell by cell; a cell that does not fit is named in the exception. */
final class Row {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,15})?");
  private static final double MOST_MS = 1e9;

  private final String file;
  private final CSVRecord cells;

  Row(String file, CSVRecord cells) {
    this.file = file;
    this.cells = cells;
  }

  /** Says that the row cannot be, and why. */
  UnreadableRunException refused(String why) {
    return new UnreadableRunException(
        "%s, row %d: %s".formatted(file, cells.getRecordNumber(), why));
  }

  /** The cells as they stand, empty where the file is of an earlier version and lacks a column. */
  List<String> cells(List<String> columns) {
    return columns.stream().map(column -> cells.isMapped(column) ? cells.get(column) : "").toList();
  }

  String text(String column) {
    return CsvTable.unguarded(cells.get(column));
  }

  /** A whole number of 0 or more. */
  int integer(String column) throws UnreadableRunException {
    return parsed(column, "a whole number of 0 or more", text -> wholeNumber(text, 0));
  }

  /** A whole number of 1 or more. */
  int count(String column) throws UnreadableRunException {
    return parsed(column, "a whole number of 1 or more", text -> wholeNumber(text, 1));
  }

  /** A whole number of 0 or more, of any size that a measurement has. */
  private double amount(String column) throws UnreadableRunException {
    return parsed(column, "a whole number of 0 or more", Row::wholeAmount);
  }

  /** A number in decimal digits, without an exponent. */
  double decimal(String column) throws UnreadableRunException {
    return parsed(column, "a number", Row::decimalNumber);
  }

  /** A time of at most a million seconds, longer than any shot takes. */
  double millis(String column) throws UnreadableRunException {
    double time = decimal(column);
    if (time > MOST_MS) {
      throw refused(
          "'%s' in column %s is more than %.0f ms".formatted(cells.get(column), column, MOST_MS));
    }
    return time;
  }

  /** How a cell that is not empty is read. */
  interface Reading<V> {
    V of(String column) throws UnreadableRunException;
  }

  /** Absent if the cell is empty, or the file is of an earlier version and lacks the column. */
  <V> @Nullable V optional(String column, Reading<V> reading) throws UnreadableRunException {
    boolean isEmpty = !cells.isMapped(column) || cells.get(column).isEmpty();
    return isEmpty ? null : reading.of(column);
  }

  /** The case, in the columns of all its parameters. */
  Case measured() throws UnreadableRunException {
    var values = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      Object value =
          parameter.isRequired()
              ? value(parameter)
              : optional(parameter.column(), _ -> value(parameter));
      if (value != null) {
        values.put(parameter, value);
      }
    }
    return new Case(values);
  }

  private Object value(Parameter parameter) throws UnreadableRunException {
    String column = parameter.column();
    return switch (parameter.type()) {
      case TEXT -> text(column);
      case COUNT, BYTES -> count(column);
      case MS -> (long) integer(column);
    };
  }

  /** All that was measured beside the wall time. */
  Map<Metric, Double> metrics() throws UnreadableRunException {
    var values = new EnumMap<Metric, Double>(Metric.class);
    for (Metric metric : Metric.values()) {
      Double value = optional(metric.column(), column -> number(column, metric.unit()));
      if (value != null) {
        values.put(metric, value);
      }
    }
    return values;
  }

  /** A number in that unit; a time may lie before another, and is negative then. */
  double number(String column, Unit unit) throws UnreadableRunException {
    return switch (unit) {
      case MS -> millis(column);
      case RATIO, PER_S -> decimal(column);
      case COUNT, KB, BYTES -> amount(column);
    };
  }

  Instant instant(String column) throws UnreadableRunException {
    return parsed(column, "a time such as 2026-11-20T23:45:10Z", Instant::parse);
  }

  /** One of several things, by the word for it. */
  <T> T word(String column, List<T> known, Function<T, String> key) throws UnreadableRunException {
    return parsed(
        column,
        "a known word",
        text ->
            known.stream()
                .filter(each -> key.apply(each).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  private static int wholeNumber(String text, int least) {
    int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < least) {
      throw new NumberFormatException();
    }
    return number;
  }

  private static double wholeAmount(String text) {
    if (!AMOUNT.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return Long.parseLong(text);
  }

  private static double decimalNumber(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(text);
  }

  private <T> T parsed(String column, String expected, Function<String, T> parser)
      throws UnreadableRunException {
    String text = cells.get(column);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused("'%s' in column %s is not %s".formatted(text, column, expected));
    }
  }
}

package dev.fanout.report.csv;

import dev.fanout.report.measurement.Unit;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** One row of a CSV file, read cell by cell; a cell that does not fit is named in the exception. */
final class Row {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,15})?");
  private static final double MOST_MS = 1e9;

  private final String file;
  private final CSVRecord cells;

  Row(String file, CSVRecord cells) {
    this.file = file;
    this.cells = cells;
  }

  /** Says that the row cannot be, and why. */
  MalformedCsvException refused(String why) {
    return new MalformedCsvException(
        "%s, row %d: %s".formatted(file, cells.getRecordNumber(), why));
  }

  /** The cells as they stand, empty where the file is of an earlier version and lacks a column. */
  List<String> cells(List<String> columns) {
    return columns.stream().map(column -> cells.isMapped(column) ? cells.get(column) : "").toList();
  }

  String text(String column) {
    return Cells.textOf(cells.get(column));
  }

  /** Absent if the cell is empty, or the file is of an earlier version and lacks the column. */
  @Nullable String optionalText(String column) {
    return isBlank(column) ? null : text(column);
  }

  /** A whole number from 0 on. */
  int integer(String column) throws MalformedCsvException {
    return parsed(column, "a whole number from 0 on", text -> wholeNumber(text, 0));
  }

  @Nullable Integer optionalInteger(String column) throws MalformedCsvException {
    return isBlank(column) ? null : Integer.valueOf(integer(column));
  }

  /** A whole number from 1 on. */
  int count(String column) throws MalformedCsvException {
    return parsed(column, "a whole number from 1 on", text -> wholeNumber(text, 1));
  }

  @Nullable Integer optionalCount(String column) throws MalformedCsvException {
    return isBlank(column) ? null : Integer.valueOf(count(column));
  }

  @Nullable Long optionalLong(String column) throws MalformedCsvException {
    return isBlank(column) ? null : Long.valueOf(integer(column));
  }

  /** A number in decimal digits, without an exponent. */
  double decimal(String column) throws MalformedCsvException {
    return parsed(column, "a number", Row::decimalNumber);
  }

  /** A time of at most a million seconds, longer than any shot takes. */
  double millis(String column) throws MalformedCsvException {
    double time = decimal(column);
    if (time > MOST_MS) {
      throw refused(
          "'%s' in column %s is more than %.0f ms".formatted(cells.get(column), column, MOST_MS));
    }
    return time;
  }

  @Nullable Double optionalMillis(String column) throws MalformedCsvException {
    return isBlank(column) ? null : Double.valueOf(millis(column));
  }

  /** A number from 0 on in that unit; absent where there is none. */
  @Nullable Double optional(String column, Unit unit) throws MalformedCsvException {
    if (isBlank(column)) {
      return null;
    }
    return switch (unit) {
      case MS -> Double.valueOf(millis(column));
      case RATIO -> Double.valueOf(decimal(column));
      case COUNT, KB -> Double.valueOf(integer(column));
    };
  }

  @Nullable Double optionalDecimal(String column) throws MalformedCsvException {
    return isBlank(column) ? null : Double.valueOf(decimal(column));
  }

  Instant instant(String column) throws MalformedCsvException {
    return parsed(column, "a time such as 2026-11-20T23:45:10Z", Instant::parse);
  }

  <E extends Enum<E>> E constant(String column, Class<E> type) throws MalformedCsvException {
    return parsed(
        column, "a known word", text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  private static int wholeNumber(String text, int least) {
    int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < least) {
      throw new NumberFormatException();
    }
    return number;
  }

  private static double decimalNumber(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(text);
  }

  private boolean isBlank(String column) {
    return !cells.isMapped(column) || cells.get(column).isEmpty();
  }

  private <T> T parsed(String column, String expected, Function<String, T> parser)
      throws MalformedCsvException {
    String text = cells.get(column);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused("'%s' in column %s is not %s".formatted(text, column, expected));
    }
  }
}

package dev.fanout.report.csv;

import dev.fanout.report.measurement.Unit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value is written into a cell: {@link Locale#ROOT}, and nothing where there is no value. */
final class Cells {
  /** What a spreadsheet takes for the start of a formula, and the mark that keeps it from that. */
  private static final String GUARDED = "=+-@\t\r'";

  private static final String GUARD = "'";

  private Cells() {}

  /** A time, to the microsecond. */
  static String millis(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A ratio, to four decimals. */
  static String ratio(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A number in that unit. */
  static String of(Unit unit, @Nullable Number value) {
    if (value == null) {
      return "";
    }
    return switch (unit) {
      case MS -> millis(value.doubleValue());
      case RATIO -> ratio(value.doubleValue());
      case COUNT, KB -> Long.toString(value.longValue());
    };
  }

  /** A whole number or a time of day. */
  static String plain(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** Words of whatever origin, which no spreadsheet shall run as a formula. */
  static String text(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return !value.isEmpty() && GUARDED.indexOf(value.charAt(0)) >= 0 ? GUARD + value : value;
  }

  /** The words that {@link #text} wrote. */
  static String textOf(String cell) {
    return cell.startsWith(GUARD) ? cell.substring(GUARD.length()) : cell;
  }
}

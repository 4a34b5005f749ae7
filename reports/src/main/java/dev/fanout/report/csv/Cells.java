package dev.fanout.report.csv;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value is written into a cell: {@link Locale#ROOT}, and nothing where there is no value. */
final class Cells {
  private Cells() {}

  /** A time, to the microsecond. */
  static String millis(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A ratio, to four decimals. */
  static String ratio(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** Anything else. */
  static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}

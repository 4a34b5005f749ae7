package dev.fanout.report.chart;

import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.TextTable.Column;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers on a chart: exact as in the CSV files, or short as beside a bar. */
public final class Numbers {
  /** How many shots a row is of. */
  static final Column<Summary> SHOTS = Column.right("shots", row -> Integer.toString(row.shots()));

  /** The wall times of a row and its floor. */
  static final List<Column<Summary>> TIMES =
      List.of(
          SHOTS,
          Column.right("median", row -> exact(row.medianMs())),
          Column.right("least", row -> exact(row.minMs())),
          Column.right("greatest", row -> exact(row.maxMs())),
          Column.right("floor", row -> exact(row.floorMs())));

  private Numbers() {}

  /** A time to the microsecond, such as {@code 3020.123 ms}; empty for none. */
  public static String exact(@Nullable Double millis) {
    return millis == null ? "" : String.format(Locale.ROOT, "%.3f ms", millis);
  }

  /** A rate to a decimal, such as {@code 80.0/s}; empty for none. */
  static String rate(@Nullable Double perSecond) {
    return perSecond == null ? "" : String.format(Locale.ROOT, "%.1f/s", perSecond);
  }

  /** A ratio to four decimals; empty for none. */
  static String ratio(@Nullable Double ratio) {
    return ratio == null ? "" : String.format(Locale.ROOT, "%.4f", ratio);
  }

  /** A time of three or four digits, such as {@code 300.5 s}, {@code 3.020 s}, {@code 19.9 ms}. */
  static String brief(double millis) {
    return Math.abs(millis) < 999.5 ? digits(millis, 3) + " ms" : digits(millis / 1_000, 4) + " s";
  }

  /** A ratio of three digits, such as {@code 99.5x}. */
  static String times(double ratio) {
    return digits(ratio, 3) + "x";
  }

  private static String digits(double value, int significant) {
    int whole = value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    int decimals = Math.clamp((long) significant - Math.max(whole, 1), 0, significant - 1);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

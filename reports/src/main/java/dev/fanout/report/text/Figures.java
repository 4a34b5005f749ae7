package dev.fanout.report.text;

import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures as people read them: a unit that suits their size, and no more digits than they need. */
public final class Figures {
  private static final int KIBI = 1_024;
  private static final int MEBI = KIBI * KIBI;

  private Figures() {}

  /** A time such as {@code 48.2 s}, {@code 3.024 s} or {@code 24.1 ms}; a dash for none. */
  public static String time(@Nullable Double millis) {
    if (millis == null) {
      return "-";
    }
    if (Math.abs(millis) < 1_000) {
      return String.format(Locale.ROOT, Math.abs(millis) < 100 ? "%.1f ms" : "%.0f ms", millis);
    }
    double seconds = millis / 1_000;
    return String.format(Locale.ROOT, seconds < 10 ? "%.3f s" : "%.2f s", seconds);
  }

  /** A small number to two digits that count, such as {@code 0.31}, {@code 2.4} or {@code 31}. */
  public static String small(double value) {
    int decimals = value == 0 ? 0 : value < 0.0995 ? 3 : value < 0.995 ? 2 : value < 9.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Two times, such as {@code 3.010 s to 3.030 s}. */
  public static String range(@Nullable Double leastMs, @Nullable Double mostMs) {
    return time(leastMs) + " to " + time(mostMs);
  }

  /** A long time in its two largest units, such as {@code 8 min 34 s}; or in seconds alone. */
  public static String duration(Duration time) {
    if (time.toDays() > 0) {
      return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : time.toSeconds() + " s";
  }

  /** A delay as it was set, such as {@code 3 s}, {@code 1.5 s} or {@code 250 ms}. */
  public static String delay(long millis) {
    return millis < 1_000
        ? millis + " ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** A length such as {@code 64 KiB}, {@code 1 MiB} or {@code 1500 bytes}. */
  private static String bytes(int length) {
    if (length > 0 && length % MEBI == 0) {
      return length / MEBI + " MiB";
    }
    return length > 0 && length % KIBI == 0 ? length / KIBI + " KiB" : length + " bytes";
  }

  /** A value of a parameter; a dash, or {@code async}, for none. */
  public static String of(Parameter parameter, @Nullable Object value) {
    return switch (value) {
      case Long millis when parameter.type() == Parameter.Type.MS -> delay(millis);
      case Integer length when parameter.type() == Parameter.Type.BYTES -> bytes(length);
      case null, default -> Objects.requireNonNullElse(parameter.text(value), "-");
    };
  }

  /** A ratio such as {@code 99.3x}; a dash for none. */
  public static String times(@Nullable Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.1fx", ratio);
  }

  /** A share such as {@code 99.2 %}; a dash for none. */
  public static String percent(@Nullable Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** How many in a second, such as {@code 80}, {@code 46.2} or {@code 0.5}. */
  public static String perSecond(double rate) {
    return BigDecimal.valueOf(rate)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A number in that unit; a dash for none. */
  public static String of(Unit unit, @Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return switch (unit) {
      case MS -> time(value);
      case RATIO -> percent(value);
      case PER_S -> perSecond(value) + "/s";
      case COUNT -> Long.toString(Math.round(value));
      case KB -> Math.round(value / KIBI) + " MiB";
      case BYTES -> Math.round(value / MEBI) + " MiB";
    };
  }

  /** A count with its noun, such as {@code 1 shot} or {@code 3 shots}. */
  public static String count(int number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }

  /** The first of some names, and how many more there are, such as {@code a; b; and 3 more}. */
  public static String first(int most, List<String> names, String separator, String more) {
    String named = names.stream().limit(most).collect(Collectors.joining(separator));
    return names.size() > most ? named + more + (names.size() - most) + " more" : named;
  }
}

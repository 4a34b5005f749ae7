package dev.fanout.server;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 250ms}, {@code 3s}, {@code 1m}. */
public final class TimeSpan {
  static final Duration SHORTEST = Duration.ofMillis(1);
  static final Duration LONGEST = Duration.ofHours(1);

  private static final String FORM = "(\\d{1,9})(ms|s|m)";

  private TimeSpan() {}

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException if the text is not a number with a unit, or the time is not
   *     between 1 ms and 1 h
   */
  public static Duration parse(String text) {
    // Compiled here, since a cold worker needs the bounds above and no time parsed.
    Matcher form = Pattern.compile(FORM).matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a time: give a whole number and its unit (ms, s or m), such as 250ms or 3s"
              .formatted(text));
    }
    long number = Long.parseLong(form.group(1));
    Duration time =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        };
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "'%s' is out of range: a time is between 1ms and 60m".formatted(text));
    }
    return time;
  }

  /** Writes a time in the form that {@link #parse} reads, in its largest whole unit. */
  public static String text(Duration time) {
    long millis = time.toMillis();
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}

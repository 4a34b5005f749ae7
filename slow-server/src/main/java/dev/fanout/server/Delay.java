package dev.fanout.server;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Delays as people write them: {@code 250ms}, {@code 3s}, {@code 1m}. */
public final class Delay implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Reads a delay.
   *
   * @throws TypeConversionException if the text is no number with a unit, or the delay is not
   *     between 1 ms and 1 h
   */
  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new TypeConversionException(
          "'%s' is no delay: give a whole number and its unit (ms, s or m), such as 250ms or 3s"
              .formatted(text));
    }
    long number = Long.parseLong(form.group(1));
    Duration delay =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        };
    if (delay.isZero() || delay.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'%s' is out of range: a delay is between 1ms and 60m".formatted(text));
    }
    return delay;
  }

  /** Writes a delay in the form that {@link #convert} reads, in its largest whole unit. */
  public static String text(Duration delay) {
    long millis = delay.toMillis();
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}

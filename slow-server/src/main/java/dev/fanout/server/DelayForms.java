package dev.fanout.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which a {@link Delay} is written. */
final class DelayForms {
  private static final String TIME = "(\\d{1,9}(?:ms|s|m))";
  private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,9})?)";

  private static final Pattern FIXED = Pattern.compile(TIME);
  private static final Pattern UNIFORM = Pattern.compile("uniform:" + TIME + "\\.\\." + TIME);
  private static final Pattern LOG_NORMAL = Pattern.compile("lognormal:" + TIME + "," + NUMBER);
  private static final Pattern STRAGGLERS = Pattern.compile(TIME + "," + NUMBER + "%:" + TIME);

  private DelayForms() {}

  /**
   * Reads a delay in small letters.
   *
   * @throws IllegalArgumentException saying what is wrong, without the text itself
   */
  static Delay read(String text) {
    Matcher fixed = FIXED.matcher(text);
    if (fixed.matches()) {
      return new Delay.Fixed(TimeSpan.parse(text));
    }
    Matcher uniform = UNIFORM.matcher(text);
    if (uniform.matches()) {
      return new Delay.Uniform(TimeSpan.parse(uniform.group(1)), TimeSpan.parse(uniform.group(2)));
    }
    Matcher logNormal = LOG_NORMAL.matcher(text);
    if (logNormal.matches()) {
      return new Delay.LogNormal(
          TimeSpan.parse(logNormal.group(1)), Double.parseDouble(logNormal.group(2)));
    }
    Matcher stragglers = STRAGGLERS.matcher(text);
    if (stragglers.matches()) {
      return new Delay.Stragglers(
          TimeSpan.parse(stragglers.group(1)),
          Double.parseDouble(stragglers.group(2)),
          TimeSpan.parse(stragglers.group(3)));
    }
    throw new IllegalArgumentException("it has none of the forms");
  }
}

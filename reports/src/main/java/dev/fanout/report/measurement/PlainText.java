package dev.fanout.report.measurement;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside, such as a server's status line or a file that somebody else wrote, with its
 * control characters made visible: a terminal would obey them.
 */
public final class PlainText {
  /** Control and format characters, line and paragraph separators. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private PlainText() {}

  /** The text on one line, such as {@code HTTP \u005cu001b[31m} for one that would turn red. */
  public static String of(String text) {
    return UNSEEN.matcher(text).replaceAll(found -> "\\\\" + name(found.group().codePointAt(0)));
  }

  /** The same, or absent. */
  public static @Nullable String ofNullable(@Nullable String text) {
    return text == null ? null : of(text);
  }

  private static String name(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "n";
      case '\r' -> "r";
      case '\t' -> "t";
      default -> String.format(Locale.ROOT, "u%04x", codePoint);
    };
  }
}

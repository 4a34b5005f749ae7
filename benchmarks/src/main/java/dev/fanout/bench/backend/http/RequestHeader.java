package dev.fanout.bench.backend.http;

import dev.fanout.report.measurement.MaskedText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header of a request.
 *
 * @param name in letters of any case
 * @param value without blanks around it
 */
public record RequestHeader(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]+");

  /** Those of the connection: each client has its own way with them. */
  private static final Set<String> OF_CLIENTS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * Reads {@code Name: value}.
   *
   * @throws IllegalArgumentException if it is not a header that every client sends as it is; the
   *     message does not show the value, which may be secret
   */
  public static RequestHeader of(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'%s' has no colon: write 'Name: value'".formatted(masked(text)));
    }
    String name = text.substring(0, colon);
    String value = text.substring(colon + 1).strip();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not the name of a header, which has letters, digits and hyphens, and no blank or line break"
              .formatted(name));
    }
    if (OF_CLIENTS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "'%s' is a header that the clients write themselves: leave it out".formatted(name));
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          value.isEmpty()
              ? "'%s:' has no value: write 'Name: value'".formatted(name)
              : "the value of '%s' has a line break, or a character that is not ASCII: write one line of ASCII"
                  .formatted(name));
    }
    return new RequestHeader(name, value);
  }

  /** Whoever forgets the colon may have written nothing but a secret. */
  private static String masked(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? MaskedText.MASK : text.substring(0, blank + 1) + MaskedText.MASK;
  }

  /** Whether that is its name, in letters of any case. */
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }
}

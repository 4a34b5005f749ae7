package dev.fanout.server;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What becomes of each request of a group, by its number, told to the server beforehand.
 *
 * @param parts for the first requests, for those after them, and so on
 */
public record Script(List<Part> parts) {
  private static final Pattern PART = Pattern.compile("(\\d{1,6})x(\\d{1,6})-([a-z]{1,10})");
  private static final Pattern BETWEEN = Pattern.compile("_");

  /** Refuses a script for no request. */
  public Script {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a script has at least one part");
    }
  }

  /**
   * Requests that meet the same.
   *
   * @param count how many
   * @param delay until it happens
   */
  public record Part(int count, Duration delay, Fate fate) {
    /** Some requests that meet the same after so many milliseconds. */
    public static Part of(int count, int millis, Fate fate) {
      return new Part(count, Duration.ofMillis(millis), fate);
    }

    private String text() {
      return "%dx%d-%s".formatted(count, delay.toMillis(), fate.key());
    }
  }

  /** A script of these parts. */
  public static Script of(Part... parts) {
    return new Script(List.of(parts));
  }

  /**
   * Reads a script such as {@code 7x50-ok_1x50-reset}: seven right answers after 50 ms, then a
   * connection that is reset after 50 ms.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Script parse(String text) {
    return new Script(
        BETWEEN
            .splitAsStream(text)
            .map(
                part -> {
                  Matcher match = PART.matcher(part);
                  if (!match.matches()) {
                    throw new IllegalArgumentException(
                        "'%s' is not a part of a script, such as 7x50-ok".formatted(part));
                  }
                  return Part.of(
                      Integer.parseInt(match.group(1)),
                      Integer.parseInt(match.group(2)),
                      Fate.of(match.group(3)));
                })
            .toList());
  }

  /** As {@link #parse} reads it; it can stand in an address as it is. */
  public String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining("_"));
  }

  /** The number of requests. */
  public int requests() {
    return parts.stream().mapToInt(Part::count).sum();
  }

  /** What a request meets; those beyond the last meet what the last one does. */
  public Part part(int request) {
    int until = 0;
    for (Part part : parts) {
      until += part.count();
      if (request < until) {
        return part;
      }
    }
    return parts.getLast();
  }
}

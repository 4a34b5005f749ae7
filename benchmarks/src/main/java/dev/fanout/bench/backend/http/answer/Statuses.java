package dev.fanout.bench.backend.http.answer;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statuses of right answers.
 *
 * @param text as they were given, such as {@code 200,204}, {@code 200-299} or {@code 2xx}
 * @param ranges each from its first to its last
 */
public record Statuses(String text, List<Range> ranges) {
  /** Whatever means success. */
  public static final Statuses SUCCESS = new Statuses("2xx", List.of(new Range(200, 299)));

  /** Copies the ranges. */
  public Statuses {
    ranges = List.copyOf(ranges);
  }

  /** From one status to another, both included. */
  public record Range(int first, int last) {}

  /** What is needed only where statuses are given. */
  private static final class Reading {
    private static final Pattern CLASS = Pattern.compile("([1-5])[xX]{2}");
    private static final Pattern CODES = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    private static Range of(String text) {
      Matcher all = CLASS.matcher(text);
      if (all.matches()) {
        int first = 100 * Integer.parseInt(all.group(1));
        return new Range(first, first + 99);
      }
      Matcher codes = CODES.matcher(text);
      if (codes.matches()) {
        int first = Integer.parseInt(codes.group(1));
        int last = codes.group(2) == null ? first : Integer.parseInt(codes.group(2));
        if (first <= last) {
          return new Range(first, last);
        }
      }
      throw new IllegalArgumentException(
          ("'%s' is not a status: give codes from 100 to 599, ranges or classes, such as 200,204 or"
                  + " 200-299 or 2xx")
              .formatted(text));
    }
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if a part has none of the forms
   */
  public static Statuses of(String text) {
    return new Statuses(
        text, Arrays.stream(text.split(",", -1)).map(String::strip).map(Reading::of).toList());
  }

  /** Whether an answer with that status may be right. */
  boolean include(int status) {
    for (Range range : ranges) {
      if (range.first <= status && status <= range.last) {
        return true;
      }
    }
    return false;
  }
}

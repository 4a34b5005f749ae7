package dev.fanout.report.tuning;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pool's size is chosen for: the shortest wall time, a throughput, or the shortest wall time
 * with which 99 of 100 requests are answered in time, counted from the sending of each.
 *
 * @param text {@code makespan}, {@code throughput=50/s} or {@code p99=500ms}
 */
public record Goal(String text) {
  private static final Pattern RATE = Pattern.compile("throughput=(\\d{1,6}(?:\\.\\d{1,3})?)/s");
  private static final Pattern P99 = Pattern.compile("p99=(\\d{1,9})(ms|s|m)");
  private static final Map<String, Double> UNITS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3);
  private static final double LONGEST_MS = 3.6e6;

  /**
   * Refuses what is not a goal.
   *
   * @throws IllegalArgumentException if the text has none of the forms, or a number is out of range
   */
  public Goal {
    boolean inRange =
        text.equals("makespan")
            || perSecond(text) > 0
            || (p99Ms(text) >= 1 && p99Ms(text) <= LONGEST_MS);
    if (!inRange) {
      throw new IllegalArgumentException(
          "'%s' is not a goal: give makespan, throughput=50/s or p99=500ms".formatted(text));
    }
  }

  /** Reads a goal; the unit of a throughput may be left out. */
  public static Goal parse(String text) {
    return new Goal(text.strip().replaceFirst("^(throughput=[\\d.]+)$", "$1/s"));
  }

  /** Whether it is a number of requests per second. */
  public boolean isThroughput() {
    return text.startsWith("throughput=");
  }

  /** Whether it limits the 99th percentile of the requests' times. */
  public boolean isP99() {
    return text.startsWith("p99=");
  }

  /** The requests per second, where it is a throughput. */
  public double perSecond() {
    return perSecond(text);
  }

  /** The longest 99th percentile of the requests' times, where it limits that. */
  public double p99Ms() {
    return p99Ms(text);
  }

  /** Whether it allows that 99th percentile of the requests' times, in milliseconds. */
  public boolean allows(double millis) {
    return !isP99() || millis <= p99Ms();
  }

  /** Little's law, L = lambda W: the requests in flight where each of them takes so long. */
  public double inFlight(double waitMs) {
    return perSecond() * waitMs / 1_000;
  }

  /**
   * The longest wall time that is short enough, in milliseconds.
   *
   * @param bestMs the shortest that any size reached
   * @param requests that it takes to answer
   */
  public double enoughMs(double bestMs, int requests) {
    return isThroughput() ? requests / perSecond() * 1_000 : Advice.WITHIN * bestMs;
  }

  private static double perSecond(String text) {
    Matcher rate = RATE.matcher(text);
    return rate.matches() ? Double.parseDouble(rate.group(1)) : 0;
  }

  private static double p99Ms(String text) {
    Matcher time = P99.matcher(text);
    return time.matches()
        ? Double.parseDouble(time.group(1)) * UNITS.getOrDefault(time.group(2), 0.0)
        : 0;
  }
}

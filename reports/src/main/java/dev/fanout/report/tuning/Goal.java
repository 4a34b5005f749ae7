package dev.fanout.report.tuning;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pool's size is chosen for: the shortest wall time, a throughput, or a percentile of times.
 *
 * <p>A percentile of a batch is the 99th, counted from the sending of each request. Of a stream of
 * arrivals it is any of those that streams are judged by, counted from the intended moment.
 *
 * @param text {@code makespan}, {@code throughput=50/s} or {@code p99=500ms}
 */
public record Goal(String text) {
  private static final Pattern RATE = Pattern.compile("throughput=(\\d{1,6}(?:\\.\\d{1,3})?)/s");
  private static final Pattern PERCENTILE =
      Pattern.compile("p(50|90|99|99\\.9)=(\\d{1,9})(ms|s|m)");
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
            || (withinMs(text) >= 1 && withinMs(text) <= LONGEST_MS);
    if (!inRange) {
      throw new IllegalArgumentException(
          "'%s' is not a goal: give makespan, throughput=50/s or p99=500ms; with --arrivals or --size also p50, p90 or p99.9"
              .formatted(text));
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

  /** Whether it limits a percentile of the requests' times. */
  public boolean isPercentile() {
    return text.startsWith("p");
  }

  /** Whether it is one that a batch can have. */
  public boolean isOfBatch() {
    return !isPercentile() || text.startsWith("p99=");
  }

  /** The name of the percentile, such as {@code p99}, where it limits one. */
  public String percentile() {
    return text.substring(0, text.indexOf('='));
  }

  /** The share of requests whose times it limits, where it limits a percentile. */
  public double share() {
    return Double.parseDouble(percentile().substring(1)) / 100;
  }

  /** The requests per second, where it is a throughput. */
  public double perSecond() {
    return perSecond(text);
  }

  /** The longest that the percentile of the requests' times may be, where it limits one. */
  public double withinMs() {
    return withinMs(text);
  }

  /** Whether it allows that percentile of the requests' times, in milliseconds. */
  public boolean allows(double millis) {
    return !isPercentile() || millis <= withinMs();
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

  private static double withinMs(String text) {
    Matcher time = PERCENTILE.matcher(text);
    return time.matches()
        ? Double.parseDouble(time.group(2)) * UNITS.getOrDefault(time.group(3), 0.0)
        : 0;
  }
}

package dev.fanout.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the arrival of a request to its answer: a time, or a distribution of times. */
public sealed interface Delay {
  /**
   * The delay of a request: a pure function of seed and number.
   *
   * @param seed chooses the draws
   * @param request the request's number, from 0
   * @return whole milliseconds between 1 ms and 1 h, where tails are cut
   */
  Duration of(long seed, int request);

  /** The median of the distribution; the time itself where that is fixed. */
  Duration median();

  /** The mean of the distribution, but for the cutting of tails. */
  Duration mean();

  /** The form that {@link #parse} reads, such as {@code 3s} or {@code uniform:1s..5s}. */
  String text();

  /** Whether all requests have the same delay. */
  default boolean isFixed() {
    return this instanceof Fixed;
  }

  /**
   * The same delay for every request.
   *
   * @throws IllegalArgumentException if it is not between 1 ms and 1 h
   */
  static Delay fixed(Duration time) {
    return new Fixed(time);
  }

  /**
   * Reads {@code 3s}, {@code uniform:1s..5s}, {@code lognormal:3s,0.4}, {@code exponential:3s} or
   * {@code 3s,1%:30s}.
   *
   * @throws IllegalArgumentException if the text has none of these forms, or a number is out of
   *     range
   */
  static Delay parse(String text) {
    try {
      return read(text.strip().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("'%s' is not a delay: %s; give 3s, uniform:1s..5s, lognormal:3s,0.4, exponential:3s or"
                  + " 3s,1%%:30s, each time between 1ms and 60m")
              .formatted(text, e.getMessage()),
          e);
    }
  }

  private static Delay read(String text) {
    String time = "(\\d{1,9}(?:ms|s|m))";
    String number = "(\\d{1,9}(?:\\.\\d{1,9})?)";
    if (text.matches(time)) {
      return new Fixed(TimeSpan.parse(text));
    }
    Matcher uniform = Pattern.compile("uniform:" + time + "\\.\\." + time).matcher(text);
    if (uniform.matches()) {
      return new Uniform(TimeSpan.parse(uniform.group(1)), TimeSpan.parse(uniform.group(2)));
    }
    Matcher logNormal = Pattern.compile("lognormal:" + time + "," + number).matcher(text);
    if (logNormal.matches()) {
      return new LogNormal(
          TimeSpan.parse(logNormal.group(1)), Double.parseDouble(logNormal.group(2)));
    }
    if (text.matches("exponential:" + time)) {
      return new Exponential(TimeSpan.parse(text.split(":", 2)[1]));
    }
    Matcher stragglers = Pattern.compile(time + "," + number + "%:" + time).matcher(text);
    if (stragglers.matches()) {
      return new Stragglers(
          TimeSpan.parse(stragglers.group(1)),
          Double.parseDouble(stragglers.group(2)),
          TimeSpan.parse(stragglers.group(3)));
    }
    throw new IllegalArgumentException("it has none of the forms");
  }

  /** Every request takes the same time. */
  record Fixed(Duration time) implements Delay {
    public Fixed {
      if (time.compareTo(TimeSpan.SHORTEST) < 0 || time.compareTo(TimeSpan.LONGEST) > 0) {
        throw new IllegalArgumentException(
            "%s is not between 1ms and 60m".formatted(TimeSpan.text(time)));
      }
    }

    @Override
    public Duration of(long seed, int request) {
      return time;
    }

    @Override
    public Duration median() {
      return time;
    }

    @Override
    public Duration mean() {
      return time;
    }

    @Override
    public String text() {
      return TimeSpan.text(time);
    }
  }

  /** Every time from {@code low} to {@code high}, both included, is as likely. */
  record Uniform(Duration low, Duration high) implements Delay {
    public Uniform {
      if (low.compareTo(high) >= 0) {
        throw new IllegalArgumentException(
            "%s is not below %s".formatted(TimeSpan.text(low), TimeSpan.text(high)));
      }
    }

    @Override
    public Duration of(long seed, int request) {
      return Duration.ofMillis(draws(seed, request).nextLong(low.toMillis(), high.toMillis() + 1));
    }

    @Override
    public Duration median() {
      return Duration.ofMillis((low.toMillis() + high.toMillis()) / 2);
    }

    @Override
    public Duration mean() {
      return low.plus(high).dividedBy(2);
    }

    @Override
    public String text() {
      return "uniform:%s..%s".formatted(TimeSpan.text(low), TimeSpan.text(high));
    }
  }

  /**
   * Times whose logarithm is normally distributed, as those of many real services are.
   *
   * @param median half of the times are below it
   * @param sigma the standard deviation of the logarithm
   */
  record LogNormal(Duration median, double sigma) implements Delay {
    public LogNormal {
      if (!(sigma > 0 && sigma <= 2)) {
        throw new IllegalArgumentException(
            "sigma %s is not above 0 and at most 2".formatted(number(sigma)));
      }
    }

    @Override
    public Duration of(long seed, int request) {
      double factor = Math.exp(sigma * draws(seed, request).nextGaussian());
      long millis = Math.round(median.toMillis() * factor);
      return Duration.ofMillis(
          Math.clamp(millis, TimeSpan.SHORTEST.toMillis(), TimeSpan.LONGEST.toMillis()));
    }

    @Override
    public String text() {
      return "lognormal:%s,%s".formatted(TimeSpan.text(median), number(sigma));
    }

    @Override
    public Duration mean() {
      return Duration.ofNanos(Math.round(median.toNanos() * Math.exp(sigma * sigma / 2)));
    }
  }

  /** Times that tell nothing of how long one still has to wait, as queueing theory likes them. */
  record Exponential(Duration mean) implements Delay {
    @Override
    public Duration of(long seed, int request) {
      long millis = Math.round(mean.toMillis() * draws(seed, request).nextExponential());
      return Duration.ofMillis(
          Math.clamp(millis, TimeSpan.SHORTEST.toMillis(), TimeSpan.LONGEST.toMillis()));
    }

    @Override
    public Duration median() {
      return Duration.ofMillis(Math.max(1, Math.round(mean.toMillis() * Math.log(2))));
    }

    @Override
    public String text() {
      return "exponential:" + TimeSpan.text(mean);
    }
  }

  /**
   * A usual time, and another one for a few.
   *
   * @param usual the time of most requests
   * @param percent how many of 100 requests straggle
   * @param straggling the time of those
   */
  record Stragglers(Duration usual, double percent, Duration straggling) implements Delay {
    public Stragglers {
      if (!(percent > 0 && percent < 50)) {
        throw new IllegalArgumentException(
            "%s%% is not above 0%% and below 50%%".formatted(number(percent)));
      }
    }

    @Override
    public Duration of(long seed, int request) {
      return draws(seed, request).nextDouble(100) < percent ? straggling : usual;
    }

    @Override
    public Duration median() {
      return usual;
    }

    @Override
    public Duration mean() {
      double few = percent / 100;
      return Duration.ofNanos(Math.round((1 - few) * usual.toNanos() + few * straggling.toNanos()));
    }

    @Override
    public String text() {
      return "%s,%s%%:%s"
          .formatted(TimeSpan.text(usual), number(percent), TimeSpan.text(straggling));
    }
  }

  private static RandomGenerator draws(long seed, int request) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + request);
  }

  private static String number(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}

package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.server.TimeSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pool's size is chosen for. */
public sealed interface Goal {
  /** The form that {@link #parse} reads. */
  String text();

  /**
   * The longest wall time that is short enough.
   *
   * @param bestMs the shortest that any size reached
   * @param requests that it takes to answer
   */
  double enoughMs(double bestMs, int requests);

  /** Whether that 99th percentile of the requests' times, in milliseconds, may be. */
  default boolean allows(double p99Ms) {
    return true;
  }

  /**
   * Reads {@code makespan}, {@code throughput=50/s} or {@code p99=500ms}.
   *
   * @throws IllegalArgumentException if the text has none of these forms, or a number is out of
   *     range
   */
  static Goal parse(String text) {
    if (text.strip().equals("makespan")) {
      return new Makespan();
    }
    Matcher rate = Throughput.FORM.matcher(text.strip());
    if (rate.matches()) {
      double perSecond = Double.parseDouble(rate.group(1));
      if (perSecond > 0) {
        return new Throughput(perSecond);
      }
    }
    if (text.strip().startsWith(P99.FORM)) {
      return new P99(TimeSpan.parse(text.strip().substring(P99.FORM.length())));
    }
    throw new IllegalArgumentException(
        "'%s' is not a goal: give makespan, throughput=50/s or p99=500ms".formatted(text));
  }

  /** The shortest wall time of all requests. */
  record Makespan() implements Goal {
    @Override
    public String text() {
      return "makespan";
    }

    @Override
    public double enoughMs(double bestMs, int requests) {
      return Advice.WITHIN * bestMs;
    }
  }

  /** So many requests per second: all of them, over their wall time. */
  record Throughput(double perSecond) implements Goal {
    private static final Pattern FORM =
        Pattern.compile("throughput=(\\d{1,6}(?:\\.\\d{1,3})?)(?:/s)?");

    /** Little's law, L = lambda W: the requests in flight where each of them takes so long. */
    public double inFlight(double waitMs) {
      return perSecond * waitMs / 1000;
    }

    @Override
    public String text() {
      return "throughput=%s/s"
          .formatted(BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString());
    }

    @Override
    public double enoughMs(double bestMs, int requests) {
      return requests / perSecond * 1000;
    }
  }

  /**
   * The shortest wall time with which 99 of 100 requests are answered within that time, counted
   * from the sending of each.
   */
  record P99(Duration time) implements Goal {
    private static final String FORM = "p99=";

    @Override
    public String text() {
      return FORM + TimeSpan.text(time);
    }

    @Override
    public double enoughMs(double bestMs, int requests) {
      return Advice.WITHIN * bestMs;
    }

    @Override
    public boolean allows(double p99Ms) {
      return p99Ms <= time.toMillis();
    }
  }
}

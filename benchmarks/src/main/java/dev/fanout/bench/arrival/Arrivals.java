package dev.fanout.bench.arrival;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** How requests arrive one after another: the moments at which each is to be sent. */
public sealed interface Arrivals {
  /** The forms that {@link #parse} reads, a line each, for the description of an option. */
  String FORMS =
      "  80/s             evenly, 80 a second%n"
          + "  poisson:80/s     at random, 80 a second on average%n"
          + "  burst:80/s,10    ten at a time, 80 a second on average%n"
          + "  ramp:10/s..200/s rising evenly from the start of the stream to its end";

  /** The finest difference between rates, as a part of one. */
  double DECIMALS = 10_000;

  /** The highest rate. */
  double MOST_PER_SECOND = 100_000;

  /**
   * The moments of a stream, a pure function of its length and the seed.
   *
   * @param seed chooses the draws of random arrivals
   * @return in nanoseconds from the start of the stream, in rising order
   */
  long[] moments(Duration length, long seed);

  /** The rate that has to be served for ever: the average, or the last where it changes. */
  double perSecond();

  /** Whether they are drawn. */
  default boolean isRandom() {
    return this instanceof Poisson;
  }

  /** About how many arrive; exactly where nothing is drawn, but for the last. */
  default double expected(Duration length) {
    return perSecond() * seconds(length);
  }

  /** The same, at another {@link #perSecond}: the nearest that {@link #parse} reads. */
  Arrivals at(double rate);

  /** The form that {@link #parse} reads. */
  String text();

  /**
   * Reads {@code 80/s}, {@code poisson:80/s}, {@code burst:80/s,10} or {@code ramp:10/s..200/s}.
   *
   * @throws IllegalArgumentException if the text has none of these forms, or a number is out of
   *     range
   */
  static Arrivals parse(String text) {
    try {
      return read(text.strip().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("'%s' is not a way in which requests arrive: %s; give 80/s, poisson:80/s, burst:80/s,10"
                  + " or ramp:10/s..200/s, each rate above 0 and at most 100000/s")
              .formatted(text, e.getMessage()),
          e);
    }
  }

  private static Arrivals read(String text) {
    String rate = "(\\d{1,6}(?:\\.\\d{1,4})?)/s";
    if (text.matches(rate)) {
      return new Even(Double.parseDouble(text.substring(0, text.length() - 2)));
    }
    Matcher poisson = Pattern.compile("poisson:" + rate).matcher(text);
    if (poisson.matches()) {
      return new Poisson(Double.parseDouble(poisson.group(1)));
    }
    Matcher burst = Pattern.compile("burst:" + rate + ",(\\d{1,6})").matcher(text);
    if (burst.matches()) {
      return new Burst(Double.parseDouble(burst.group(1)), Integer.parseInt(burst.group(2)));
    }
    Matcher ramp = Pattern.compile("ramp:" + rate + "\\.\\." + rate).matcher(text);
    if (ramp.matches()) {
      return new Ramp(Double.parseDouble(ramp.group(1)), Double.parseDouble(ramp.group(2)));
    }
    throw new IllegalArgumentException("it has none of the forms");
  }

  private static void requireRate(double perSecond) {
    if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
      throw new IllegalArgumentException(
          (Double.isFinite(perSecond) ? text(perSecond) : perSecond + "/s") + " is out of range");
    }
  }

  /** Each at the same time after the one before; the first at once. */
  record Even(double perSecond) implements Arrivals {
    public Even {
      requireRate(perSecond);
    }

    @Override
    public long[] moments(Duration length, long seed) {
      return evenly(perSecond, length);
    }

    @Override
    public Arrivals at(double rate) {
      return new Even(rounded(rate));
    }

    @Override
    public String text() {
      return Arrivals.text(perSecond);
    }
  }

  /** At random, independent of each other: a Poisson process, as many users together make it. */
  record Poisson(double perSecond) implements Arrivals {
    public Poisson {
      requireRate(perSecond);
    }

    @Override
    public long[] moments(Duration length, long seed) {
      SplittableRandom draws = new SplittableRandom(seed).split(); // apart from those of delays
      var moments = LongStream.builder();
      double seconds = draws.nextExponential() / perSecond;
      for (; nanos(seconds) < length.toNanos(); seconds += draws.nextExponential() / perSecond) {
        moments.add(nanos(seconds));
      }
      return moments.build().toArray();
    }

    @Override
    public Arrivals at(double rate) {
      return new Poisson(rounded(rate));
    }

    @Override
    public String text() {
      return "poisson:" + Arrivals.text(perSecond);
    }
  }

  /**
   * So many at the same moment, evenly.
   *
   * @param perSecond requests, not bursts
   * @param together requests of a burst
   */
  record Burst(double perSecond, int together) implements Arrivals {
    public Burst {
      requireRate(perSecond);
      if (together < 1) {
        throw new IllegalArgumentException("a burst of %d is out of range".formatted(together));
      }
    }

    @Override
    public long[] moments(Duration length, long seed) {
      long[] bursts = evenly(perSecond / together, length);
      return LongStream.of(bursts)
          .mapMulti(
              (moment, add) -> {
                for (int i = 0; i < together; i++) {
                  add.accept(moment);
                }
              })
          .toArray();
    }

    @Override
    public Arrivals at(double rate) {
      return new Burst(rounded(rate), together);
    }

    @Override
    public String text() {
      return "burst:%s,%d".formatted(Arrivals.text(perSecond), together);
    }
  }

  /** At a rate that rises, or falls, evenly from the start of the stream to its end. */
  record Ramp(double from, double to) implements Arrivals {
    public Ramp {
      requireRate(from);
      requireRate(to);
    }

    @Override
    public long[] moments(Duration length, long seed) {
      double slope = (to - from) / seconds(length);
      return LongStream.range(0, (long) Math.ceil(expected(length)))
          .map(i -> nanos(reached(i, slope)))
          .takeWhile(moment -> moment < length.toNanos())
          .toArray();
    }

    /** When so many have come: from t + slope t^2 / 2 = count, solved without a difference. */
    private double reached(long count, double slope) {
      return 2 * count / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * count)));
    }

    @Override
    public double expected(Duration length) {
      return (from + to) / 2 * seconds(length);
    }

    @Override
    public double perSecond() {
      return to;
    }

    @Override
    public Arrivals at(double rate) {
      return new Ramp(rounded(from * rate / to), rounded(rate));
    }

    @Override
    public String text() {
      return "ramp:%s..%s".formatted(Arrivals.text(from), Arrivals.text(to));
    }
  }

  private static long[] evenly(double perSecond, Duration length) {
    return LongStream.iterate(0, i -> i + 1)
        .map(i -> nanos(i / perSecond))
        .takeWhile(moment -> moment < length.toNanos())
        .toArray();
  }

  private static double rounded(double perSecond) {
    return Math.max(1, Math.round(perSecond * DECIMALS)) / DECIMALS;
  }

  private static double seconds(Duration length) {
    return length.toNanos() / 1e9;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  private static String text(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString() + "/s";
  }
}

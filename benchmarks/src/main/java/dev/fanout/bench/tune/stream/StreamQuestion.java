package dev.fanout.bench.tune.stream;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.tune.Question;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.StreamTuning.Wanted;
import dev.fanout.server.TimeSpan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to know of requests that arrive one by one: the smallest size that keeps a
 * percentile of their response times within a limit, or the highest rate at which a size does.
 *
 * @param base the model, the goal, what requests ask for, and the budget
 * @param asked what is searched for
 * @param length how long requests arrive; absent for as long as the percentile needs
 */
public record StreamQuestion(Question base, Asked asked, @Nullable Duration length) {
  private static final double COUNTED = 0.9; // of a stream; the rest is its warm-up part
  private static final double MOST_SPARE = 2; // times the fewest requests that tell a percentile
  private static final double LEAST_SPARE = 1.1;
  private static final int SHOTS = 6; // that a search fires, about
  private static final double PLANNED = 0.9; // of the budget
  private static final double DELAYS = 50; // of a stream, so that its warm-up part has five
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final int MOST_ARRIVING = 1_000_000; // rows in requests.csv of one shot
  private static final int EACH_UP_TO = 50; // larger sizes are tried a fiftieth apart
  private static final double NEXT = 1.02;
  private static final double HIGHEST = 0.995; // of the rate at which a backlog grows for ever
  private static final double LOWEST = 0.02;
  private static final double SIGMAS = 3; // fewer random arrivals come than one time in a thousand

  /** What is searched for. */
  public sealed interface Asked {
    /** How requests arrive; where the rate is searched for, at one a second. */
    Arrivals arrivals();

    /** In the words of files. */
    Wanted wanted();
  }

  /** The smallest size that keeps the goal. */
  public record SmallestSize(Arrivals arrivals) implements Asked {
    @Override
    public Wanted wanted() {
      return Wanted.SIZE;
    }
  }

  /** The highest rate at which that size keeps the goal. */
  public record HighestRate(int size) implements Asked {
    @Override
    public Arrivals arrivals() {
      return new Arrivals.Poisson(1);
    }

    @Override
    public Wanted wanted() {
      return Wanted.RATE;
    }
  }

  /**
   * The question, with as many requests as arrive in its first shot.
   *
   * @throws RefusedException if these are more than a shot can record
   */
  public static StreamQuestion of(Question base, Asked asked, @Nullable Duration length) {
    var question = new StreamQuestion(base, asked, length);
    if (arriving(question.usual()) > MOST_ARRIVING) {
      throw new RefusedException(
          "%s for %s makes %.0f requests, and %d are accepted: give a shorter --for."
              .formatted(
                  question.usual().arrivals().text(),
                  TimeSpan.text(question.usual().length()),
                  arriving(question.usual()),
                  MOST_ARRIVING));
    }
    int requests = Math.max(1, question.usual().requests(question.seed()));
    return question.with(base.withWork(base.work().of(requests)));
  }

  /** A stream such as it will be fired. */
  private Rung usual() {
    double meanMs = base.work().delay().mean().toNanos() / 1e6;
    Arrivals arrivals =
        asked instanceof HighestRate(int size)
            ? asked.arrivals().at(size / meanMs * 1e3)
            : asked.arrivals();
    return new Rung(1, arrivals, lengthOf(arrivals));
  }

  /** The benchmark's parameters, such as they will be. */
  public Map<String, String> parameters() {
    return parameters(usual(), seed());
  }

  /** The same, with a budget, goal and calls that are known better. */
  public StreamQuestion with(Question other) {
    return new StreamQuestion(other, asked, length);
  }

  /** The percentile that the goal limits. */
  public double share() {
    return base.goal().share();
  }

  /** The seed of a search's draws. */
  public long seed() {
    return base.work().seed();
  }

  /** How the model lays requests out, with that size. */
  Schedule schedule(int size) {
    return base.model().scenario(base.parameters(size)).schedule();
  }

  /** The benchmark's parameters for a shot of that draw. */
  public Map<String, String> parameters(Rung rung, long seed) {
    int requests = rung.requests(seed);
    var parameters =
        new HashMap<>(
            base.withWork(base.work().of(requests).withSeed(seed)).parameters(rung.size()));
    parameters.put(Parameter.ARRIVALS.json(), rung.arrivals().text());
    parameters.put(Parameter.STREAM_MS.json(), Long.toString(rung.length().toMillis()));
    return Map.copyOf(parameters);
  }

  /** The sizes up to the largest, in rising order. */
  List<Rung> sizes(int least, int most) {
    var sizes = new ArrayList<Rung>();
    Duration lasting = lengthOf(asked.arrivals());
    for (int size = Math.max(1, least); size < most; size = after(size)) {
      sizes.add(new Rung(size, asked.arrivals(), lasting));
    }
    if (least <= most) {
      sizes.add(new Rung(most, asked.arrivals(), lasting));
    }
    return sizes;
  }

  private static int after(int size) {
    return size < EACH_UP_TO ? size + 1 : (int) Math.ceil(size * NEXT);
  }

  /**
   * Rates for a size, in falling order.
   *
   * @param limit requests a second, that they have to stay below
   */
  List<Rung> rates(int size, double limit) {
    var rates = new ArrayList<Rung>();
    double last = 0;
    for (double each = Math.min(100_000, HIGHEST * limit); each > LOWEST * limit; each /= NEXT) {
      double rate =
          BigDecimal.valueOf(each).round(new MathContext(3, RoundingMode.DOWN)).doubleValue();
      Arrivals arrivals = asked.arrivals().at(Math.max(rate, 0.01));
      Rung rung = new Rung(size, arrivals, lengthOf(arrivals));
      if (arrivals.perSecond() != last && isLongEnough(rung)) {
        rates.add(rung);
      }
      last = arrivals.perSecond();
    }
    return rates;
  }

  /** How long such requests have to arrive. */
  private Duration lengthOf(Arrivals arrivals) {
    if (length != null) {
      return length;
    }
    double least = needed(arrivals) / COUNTED / mean(arrivals);
    double affordable = PLANNED * base.budget().toMillis() / 1e3 / SHOTS / least;
    double seconds = least * Math.clamp(affordable, LEAST_SPARE, MOST_SPARE);
    double settled = DELAYS * base.work().delay().mean().toNanos() / 1e9;
    double all = Math.max(seconds, Math.max(settled, SHORTEST.toMillis() / 1e3));
    return Duration.ofMillis((long) (100 * Math.ceil(10 * all)));
  }

  /** So many requests have to be expected, so that enough for the percentile come. */
  private double needed(Arrivals arrivals) {
    int fewest = Percentile.fewest(share());
    double root = (SIGMAS + Math.sqrt(SIGMAS * SIGMAS + 4 * fewest)) / 2;
    return arrivals.isRandom() ? root * root : fewest; // from n - 3 sqrt(n) = fewest
  }

  private static double mean(Arrivals arrivals) {
    return arrivals instanceof Arrivals.Ramp(double from, double to)
        ? (from + to) / 2
        : arrivals.perSecond();
  }

  private static double arriving(Rung rung) {
    return mean(rung.arrivals()) * rung.length().toMillis() / 1e3;
  }

  private boolean isLongEnough(Rung rung) {
    return certain(rung) >= Percentile.fewest(share());
  }

  /** So many requests at least count in a shot, whatever is drawn. */
  private double certain(Rung rung) {
    if (rung.arrivals().isRandom()) {
      double mean = COUNTED * rung.perSecond() * rung.length().toMillis() / 1e3;
      return mean - SIGMAS * Math.sqrt(mean);
    }
    double fromNanos = StreamFigures.warmUpMs(rung.length().toMillis()) * 1e6;
    return Arrays.stream(rung.arrivals().moments(rung.length(), seed()))
        .filter(moment -> moment >= fromNanos)
        .count();
  }

  /**
   * Makes sure that a stream tells the percentile.
   *
   * @param highest the highest rate that may be tried
   * @throws RefusedException if it does not
   */
  public void requireLength(double highest) {
    Arrivals arrivals =
        asked instanceof SmallestSize ? asked.arrivals() : asked.arrivals().at(highest);
    Rung rung = new Rung(1, arrivals, lengthOf(arrivals));
    double arriving = arriving(rung);
    if (!isLongEnough(rung)) {
      double seconds = LEAST_SPARE * needed(arrivals) / COUNTED / mean(arrivals);
      throw new RefusedException(
          "--for %s is too short for %s: of about %s the first tenth is left out, and %d of the others are needed, with some to spare, since how many arrive is drawn. Give --for %ds or more."
              .formatted(
                  TimeSpan.text(rung.length()),
                  base.goal().percentile(),
                  Figures.count((int) arriving, "request"),
                  Percentile.fewest(share()),
                  (long) Math.ceil(seconds)));
    }
  }
}

package dev.fanout.bench.tune.stream;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.workload.Work;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The response times that theory expects over many draws, so that no draw's luck is taken for the
 * merit of a size.
 */
final class Forecast {
  private static final int BEYOND = 250; // requests beyond a percentile: it is exact to a few %
  private static final int FEWEST_DRAWS = 8;
  private static final int MOST_DRAWS = 200;
  private static final long APART = 1_000; // the draws that are measured are apart from these

  private final Work work;
  private final IntFunction<Schedule> schedule;
  private final int atOnce;
  private final double share;
  private final long seed;
  private final Map<Rung, Map<ServiceTimes, Expected>> known = new HashMap<>();
  private final Map<ServiceTimes, Map<Long, long[]>> drawn = new HashMap<>();

  /**
   * What is expected over many draws.
   *
   * @param responseMs the percentile of response times
   * @param waitMs the mean wait for a place
   */
  record Expected(double responseMs, double waitMs) {}

  /**
   * That of a percentile.
   *
   * @param work what requests ask for
   * @param schedule of the model, by its size
   * @param atOnce how many requests the server answers at once
   * @param share of the requests that keep the percentile
   */
  Forecast(Work work, IntFunction<Schedule> schedule, int atOnce, double share, long seed) {
    this.work = work;
    this.schedule = schedule;
    this.atOnce = atOnce;
    this.share = share;
    this.seed = seed;
  }

  /** Over many draws; the percentile is that of all their requests together. */
  Expected of(Rung rung, ServiceTimes services) {
    return known
        .computeIfAbsent(rung, _ -> new HashMap<>())
        .computeIfAbsent(services, _ -> drawn(rung, services));
  }

  private Expected drawn(Rung rung, ServiceTimes services) {
    StreamTheory theory = theory(rung);
    int requests = Math.max(1, rung.requests(seed));
    int draws = Math.clamp(Math.ceilDiv(enough(share), requests), FEWEST_DRAWS, MOST_DRAWS);
    double[] all = new double[0];
    double waitMs = 0;
    int filled = 0;
    for (long draw = seed + APART; draw < seed + APART + draws; draw++) {
      StreamTheory.Counted counted =
          theory.counted(draw, drawn(services, rung.requests(draw), draw));
      double[] responses = counted.responsesMs();
      if (all.length < filled + responses.length) {
        all = Arrays.copyOf(all, 2 * (filled + responses.length));
      }
      System.arraycopy(responses, 0, all, filled, responses.length);
      filled += responses.length;
      waitMs += counted.waitMs();
    }
    return new Expected(percentile(Arrays.copyOf(all, filled), share), waitMs / filled);
  }

  /** The times of so many requests, and perhaps of more, which are as well kept. */
  private long[] drawn(ServiceTimes services, int requests, long draw) {
    return drawn
        .computeIfAbsent(services, _ -> new HashMap<>())
        .compute(
            draw,
            (_, times) ->
                times != null && times.length >= requests
                    ? times
                    : services.draw(requests + requests / 4, draw));
  }

  /** Of one draw, whose requests took so long. */
  double ofDraw(Rung rung, long draw, long[] serviceNanos) {
    return percentile(theory(rung).counted(draw, serviceNanos).responsesMs(), share);
  }

  /** The most requests that are in flight at once where nothing limits them. */
  int mostInFlight(Rung rung, ServiceTimes services) {
    int most = 1;
    for (long draw = seed + APART; draw < seed + APART + FEWEST_DRAWS; draw++) {
      most =
          Math.max(most, theory(rung).mostServed(draw, drawn(services, rung.requests(draw), draw)));
    }
    return most;
  }

  /** How many requests are served at once with that size. */
  int places(Rung rung) {
    return theory(rung).places();
  }

  private StreamTheory theory(Rung rung) {
    return new StreamTheory(rung.stream(), work, schedule.apply(rung.size()), atOnce);
  }

  /** So many requests tell that percentile. */
  static int enough(double share) {
    return (int) Math.ceil(BEYOND / (1 - share));
  }

  /** The percentile of some times, which are sorted by this. */
  static double percentile(double[] times, double share) {
    if (times.length == 0) {
      return 0;
    }
    Arrays.sort(times);
    return times[Math.clamp((int) Math.ceil(share * times.length - 1e-9) - 1, 0, times.length - 1)];
  }
}

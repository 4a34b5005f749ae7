package dev.fanout.bench.tune.stream;

import dev.fanout.bench.tune.Bench;
import dev.fanout.bench.tune.Tuned.End;
import dev.fanout.bench.tune.Tuner;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks on a ladder of sizes, or of rates, for the first rung that keeps a goal, and confirms it by
 * another draw.
 *
 * <p>What a shot took beyond a perfect machine with the same arrivals and times of requests is the
 * machine's; added to what is expected over many draws, it tells whether a rung keeps the goal, and
 * no draw's luck does.
 */
final class StreamSearch {
  private static final int SHOTS = 2; // of the rung that is recommended: of two draws
  private static final int GUIDED = 6; // shots, then the middle of what is left is taken

  private final List<Rung> ladder;
  private final Map<Integer, ServiceTimes> services = new HashMap<>();
  private final Forecast forecast;
  private final Goal goal;
  private final long seed;
  private final ServiceTimes assumed;
  private final List<Fired> fired = new ArrayList<>();
  private final List<SizeFailure> failures = new ArrayList<>();
  private final List<Integer> failing = new ArrayList<>();
  private @Nullable String disturbance;
  private boolean interrupted;

  /**
   * A shot that counted.
   *
   * @param rung its number on the ladder
   * @param drawMs the percentile of a perfect machine with the same arrivals and times of requests
   */
  record Fired(int rung, long seed, StreamSample sample, double drawMs) {
    /** What the machine took beyond a perfect one. */
    double beyondMs() {
      return sample.responseMs() - drawMs;
    }
  }

  /**
   * A search on a ladder.
   *
   * @param ladder the rung that is wanted most, and is hardest to keep, first
   * @param seed of the draw of each rung's first shot
   * @param assumed how long requests take, before any was measured
   */
  StreamSearch(List<Rung> ladder, Forecast forecast, Goal goal, long seed, ServiceTimes assumed) {
    this.ladder = new ArrayList<>(ladder);
    this.forecast = forecast;
    this.goal = goal;
    this.seed = seed;
    this.assumed = assumed;
  }

  /** What is measured first; empty where there is no rung. */
  Optional<Rung> first() {
    return ladder.isEmpty() ? Optional.empty() : Optional.of(ladder.get(guess(0)));
  }

  /** What theory said before anything was measured. */
  double assumedMs(Rung rung) {
    return forecast.of(rung, assumed).responseMs();
  }

  /** Whether the rung that keeps the goal does so by another draw too. */
  boolean isConfirmed() {
    return kept().filter(rung -> shots(rung).size() >= SHOTS).isPresent();
  }

  /**
   * Fires shots until the first rung that keeps the goal is known and confirmed.
   *
   * @param budget for all shots
   */
  End search(StreamBench bench, Duration budget) throws IOException, InterruptedException {
    for (OptionalInt next = next(); next.isPresent(); next = next()) {
      Optional<End> end = fire(next.getAsInt(), bench, budget);
      if (end.isPresent()) {
        return end.get();
      }
      kept().ifPresent(rung -> bench.found(ladder.get(rung), expectedMs(rung)));
    }
    return End.CERTAIN;
  }

  /** Which rung is to be measured next; empty if no doubt is left. */
  private OptionalInt next() {
    if (ladder.isEmpty()) {
      return OptionalInt.empty();
    }
    int last = ladder.size() - 1;
    int high = kept().orElse(ladder.size());
    int low = missed().filter(rung -> rung < high).max(Comparator.naturalOrder()).orElse(-1);
    if (high - low > 1) {
      int picked = fired.size() < GUIDED ? guess(low + 1) : low + (high - low) / 2;
      return OptionalInt.of(Math.clamp(picked, low + 1, Math.min(high - 1, last)));
    }
    return high <= last && shots(high).size() < SHOTS ? OptionalInt.of(high) : OptionalInt.empty();
  }

  /** The first rung from there on that is expected to keep the goal; the last if none is. */
  private int guess(int from) {
    int misses = from - 1;
    int keeps = ladder.size() - 1;
    while (keeps - misses > 1) {
      int middle = (misses + keeps) >>> 1;
      if (isExpectedToKeep(middle)) {
        keeps = middle;
      } else {
        misses = middle;
      }
    }
    return keeps;
  }

  /** The first rung that is expected to keep the goal, by what is known; empty if none is. */
  OptionalInt predicted() {
    if (ladder.isEmpty()) {
      return OptionalInt.empty();
    }
    int guess = guess(0);
    return isExpectedToKeep(guess) ? OptionalInt.of(guess) : OptionalInt.empty();
  }

  /** The first rung whose shots say that it keeps the goal; empty if none does. */
  Optional<Integer> kept() {
    return measured().filter(this::keeps).min(Comparator.naturalOrder());
  }

  private Stream<Integer> missed() {
    return Stream.concat(measured().filter(rung -> !keeps(rung)), failing.stream());
  }

  private Stream<Integer> measured() {
    return fired.stream().map(Fired::rung).distinct().filter(rung -> !failing.contains(rung));
  }

  /** Not against all its draws, whatever is expected of others. */
  private boolean keeps(int rung) {
    List<Fired> shots = shots(rung);
    long within = shots.stream().filter(shot -> goal.allows(shot.sample.responseMs())).count();
    return isExpectedToKeep(rung) && (within > 0 || shots.size() < SHOTS);
  }

  /** Not if its backlog grows for ever: a stream that ends soon may not show it. */
  private boolean isExpectedToKeep(int rung) {
    Rung each = ladder.get(rung);
    double load = each.perSecond() * services(rung).meanMs() / 1e3;
    return forecast.places(each) > load && goal.allows(expectedMs(rung));
  }

  /** What is to be expected of it over many draws. */
  double expectedMs(int rung) {
    return expected(rung).responseMs() + beyondMs(rung);
  }

  /** The theory of it, with the times of requests that were measured nearest to it. */
  Forecast.Expected expected(int rung) {
    return forecast.of(ladder.get(rung), services(rung));
  }

  /** No machine is better than a perfect one: what looks like it comes of times that vary. */
  private double beyondMs(int rung) {
    return Math.max(0, nearest(rung).stream().mapToDouble(Fired::beyondMs).average().orElse(0));
  }

  /** The shots of the measured rung that is the nearest to it. */
  private List<Fired> nearest(int rung) {
    return fired.stream()
        .map(Fired::rung)
        .min(Comparator.comparingInt(measured -> Math.abs(measured - rung)))
        .map(this::shots)
        .orElse(List.of());
  }

  private List<Fired> shots(int rung) {
    return fired.stream().filter(shot -> shot.rung == rung).toList();
  }

  private Optional<End> fire(int next, StreamBench bench, Duration budget)
      throws IOException, InterruptedException {
    Rung rung = ladder.get(next);
    long draw = seed + shots(next).size();
    for (int shot = 1; shot <= Tuner.MOST_DISTURBED; shot++) {
      if (!fits(next, bench, budget)) {
        return Optional.of(End.BUDGET);
      }
      switch (bench.fire(rung, draw)) {
        case Bench.Valid(StreamSample sample) -> {
          services.merge(next, assumed.as(sample.serviceMs(), draw), ServiceTimes::and);
          fired.add(new Fired(next, draw, sample, ofDraw(rung, draw, sample)));
          return Optional.empty();
        }
        case Bench.Failed(SizeFailure failure, boolean answers) -> {
          failures.add(failure);
          return answers && isLeft(next) ? Optional.empty() : Optional.of(End.FAILED);
        }
        case Bench.Disturbed(String cause) -> disturbance = cause;
        case Bench.OutOfTime<StreamSample> _ -> {
          return Optional.of(End.BUDGET);
        }
        case Bench.Interrupted<StreamSample> _ -> {
          interrupted = true;
          return Optional.of(End.FAILED);
        }
      }
    }
    return Optional.of(End.DISTURBED);
  }

  /** Leaves out what will fail too: larger sizes, or higher rates. */
  private boolean isLeft(int failed) {
    if (ladder.getFirst().size() == ladder.getLast().size()) {
      failing.add(failed);
      return failed < ladder.size() - 1;
    }
    ladder.subList(failed, ladder.size()).clear();
    fired.removeIf(shot -> shot.rung >= failed);
    return !ladder.isEmpty();
  }

  private double ofDraw(Rung rung, long draw, StreamSample sample) {
    double[] serviceMs = sample.serviceMs();
    return forecast.ofDraw(
        rung,
        draw,
        IntStream.range(0, serviceMs.length).mapToLong(i -> (long) (serviceMs[i] * 1e6)).toArray());
  }

  /** Something is kept for the confirming shot, unless it is this one. */
  private boolean fits(int next, StreamBench bench, Duration budget) {
    Duration cost = bench.cost(ladder.get(next));
    Duration all = shots(next).isEmpty() && !fired.isEmpty() ? cost.multipliedBy(2) : cost;
    return bench.spent().plus(all).compareTo(budget) <= 0;
  }

  List<Rung> ladder() {
    return ladder;
  }

  /** The shots that counted, in the order of firing. */
  List<Fired> fired() {
    return fired;
  }

  /** Rungs whose shots failed. */
  List<SizeFailure> failures() {
    return failures;
  }

  /** How long requests take at that rung, as the shots nearest to it show. */
  ServiceTimes services(int rung) {
    return nearest(rung).stream()
        .findFirst()
        .map(shot -> services.getOrDefault(shot.rung, assumed))
        .orElse(assumed);
  }

  /** Why the last shot did not count for a reason that has nothing to do with its rung. */
  @Nullable String disturbance() {
    return disturbance;
  }

  /** Whether it was told to end. */
  boolean isInterrupted() {
    return interrupted;
  }
}

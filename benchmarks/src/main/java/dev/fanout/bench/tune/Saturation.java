package dev.fanout.bench.tune;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Capacity.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * What measured sizes show of how many requests the server answers at once: from some size on, its
 * requests wait, and by Little's law the rate that it then keeps tells how many it answers.
 *
 * @param observed the sizes that were measured
 * @param theory by which they were predicted
 * @param probed how many the server answers at once, as the probe has it; empty if it saw none wait
 */
record Saturation(Observations observed, Theory theory, OptionalInt probed) {
  private static final double OFF = 0.08; // of a time: more than overhead and noise explain
  private static final double NEAR =
      1.25; // a limit, and sizes beyond it of which requests seem not to wait
  private static final double FLAT = 0.5; // of the sizes' distance: a limit that grows with them
  private static final double IDLE = 2; // times what the cores compute: less is a queue for them
  private static final double CLEAR =
      2; // times as long as alone: more than waiting for a core adds to a call that waits
  private static final double SHORT = 1.25; // of the most: an overhead is less
  private static final double CHANGED = 1.4; // between shots of like sizes: noise is less
  private static final double CROWD = 1.5; // times as many requests do not slow a server so much
  private static final double SOME = 0.1; // of the shots; a shot in twenty is disturbed
  private static final int FEWEST = 2;
  private static final double ALIKE = 1.25; // between capacities that shots met
  private static final double SPREAD = 0.02; // of what a shot shows, at least
  private static final double OVERHEAD = 0.03; // for which the server seems to answer fewer
  private static final double MEDIAN_ERROR = Math.sqrt(Math.PI / 2);

  /**
   * What one shot showed.
   *
   * @param disturbed whether other programs kept the cores busy meanwhile
   */
  private record Seen(int size, double atOnce, boolean disturbed) {}

  /** What they show; empty if they show no more than the probe. */
  Optional<Capacity> shown() {
    NavigableSet<Integer> sizes = new TreeSet<>(observed.sizes());
    sizes.removeIf(size -> observed.median(size, Saturation::inFlightMs).isEmpty());
    boolean counted =
        sizes.stream().anyMatch(size -> median(size, Metric.SERVER_PEAK_IN_FLIGHT) > 0);
    if (counted || sizes.isEmpty()) {
      return Optional.empty();
    }
    double callMs = callMs(sizes);
    return changing(sizes, callMs)
        .or(() -> steady(sizes, callMs).filter(each -> !isOfConnections(each)));
  }

  /** Whether the connections let so many through, which is no limit of the server. */
  private boolean isOfConnections(Capacity shown) {
    Integer high = shown.high();
    return high != null && (1 + OFF) * high >= theory.passing();
  }

  /** How long a request takes that does not wait: as the sizes have it whose requests do not. */
  private double callMs(Collection<Integer> sizes) {
    double least = sizes.stream().mapToDouble(this::inFlightMs).min().orElseThrow();
    double probed = theory.callMs();
    return least <= (1 + OFF + theory.callError()) * probed ? least : probed;
  }

  private Optional<Capacity> steady(NavigableSet<Integer> sizes, double callMs) {
    List<Integer> waiting = sizes.stream().filter(size -> waits(size, callMs)).toList();
    int free =
        sizes.stream()
            .filter(size -> !isLonger(size, callMs))
            .max(Comparator.naturalOrder())
            .orElse(0);
    if (waiting.isEmpty()) {
      return free > NEAR * probed.orElse(Integer.MAX_VALUE)
          ? Optional.of(new Capacity(null, free, null, List.of()))
          : Optional.empty();
    }
    List<Double> atOnce =
        waiting.stream().flatMap(size -> seen(size, callMs)).map(Seen::atOnce).toList();
    double median = median(atOnce);
    if (free > NEAR * median || !isLimit(waiting, callMs, free)) {
      return Optional.empty();
    }
    double squares = atOnce.stream().mapToDouble(each -> Math.pow(each - median, 2)).sum();
    double spread = Math.max(SPREAD * median, Math.sqrt(squares / atOnce.size()));
    double error = Observations.MARGIN * MEDIAN_ERROR * spread / Math.sqrt(atOnce.size());
    return Optional.of(
        new Capacity(
            rounded(median),
            Math.max(1, (int) (median - error)),
            (int) Math.ceil((1 + OVERHEAD) * median + error),
            List.of()));
  }

  /** Whether it stays where it is as sizes grow; one size alone cannot tell. */
  private boolean isLimit(List<Integer> waiting, double callMs, int free) {
    double[] atOnce =
        waiting.stream()
            .mapToDouble(size -> median(seen(size, callMs).map(Seen::atOnce).toList()))
            .sorted()
            .toArray();
    double apart = Math.log((double) waiting.getLast() / waiting.getFirst());
    return waiting.size() > 1
        ? Math.log(atOnce[atOnce.length - 1] / atOnce[0]) <= FLAT * apart + OFF
        : free > 0;
  }

  /** Whether its requests wait, for another reason than the pool and the cores. */
  private boolean waits(int size, double callMs) {
    return isLonger(size, callMs)
        && observed.medianMs(size) > (1 + OFF) * theory.unservedMs(size)
        && observed.medianMs(size) > IDLE * theory.computedMs()
        && (probed.isPresent() || !cores().isBusy(size) || isClear(size, callMs));
  }

  /** Whether its requests wait longer than they do for cores that other programs keep busy. */
  private boolean isClear(int size, double callMs) {
    return cores().isOthers(size) && inFlightMs(size) > CLEAR * callMs;
  }

  private CoreUse cores() {
    return new CoreUse(observed, theory.cores());
  }

  private boolean isLonger(int size, double callMs) {
    double chance = theory.drawError() / Math.sqrt(observed.of(size).size());
    double computing = theory.computedMs() * size / (2 * theory.requests()); // if all end together
    return inFlightMs(size) > (1 + OFF + chance) * callMs + computing;
  }

  /**
   * A server of which shots of like sizes met different capacities; those that fall short of the
   * most that was met, or of their size, are no accident if they are many.
   */
  private Optional<Capacity> changing(NavigableSet<Integer> sizes, double callMs) {
    List<Seen> all = sizes.stream().flatMap(size -> seen(size, callMs)).toList();
    double most = all.stream().mapToDouble(Seen::atOnce).max().orElseThrow();
    double chance = theory.drawError();
    List<Seen> fallShort =
        all.stream()
            .filter(each -> !each.disturbed())
            .filter(each -> (SHORT + chance) * each.atOnce() < Math.min(each.size(), most))
            .sorted(Comparator.comparingDouble(Seen::atOnce))
            .toList();
    boolean differ =
        fallShort.stream()
            .anyMatch(
                less ->
                    all.stream()
                        .filter(more -> isAsLarge(less, more))
                        .anyMatch(more -> more.atOnce() > (CHANGED + chance) * less.atOnce()));
    if (!differ || fallShort.size() < Math.max(FEWEST, SOME * all.size())) {
      return Optional.empty();
    }
    return Optional.of(
        new Capacity(
            rounded(most),
            rounded(fallShort.getFirst().atOnce()),
            rounded(most),
            shares(
                fallShort,
                (int) all.stream().filter(each -> (SHORT + chance) * each.atOnce() >= most).count(),
                most)));
  }

  /**
   * Whether a shot's size should have met as much as another's, and is not much of a crowd more.
   */
  private static boolean isAsLarge(Seen one, Seen other) {
    return one.size() >= other.size() && one.size() <= CROWD * other.size();
  }

  /**
   * Those alike together, the most at once first; without the shots of small sizes, which met all
   * that they asked for.
   */
  private static List<Share> shares(List<Seen> fallShort, int full, double most) {
    var groups = new TreeMap<Double, List<Double>>(Comparator.reverseOrder());
    for (Seen each : fallShort) {
      boolean alike = !groups.isEmpty() && each.atOnce() < ALIKE * groups.firstKey();
      groups
          .computeIfAbsent(alike ? groups.firstKey() : each.atOnce(), _ -> new ArrayList<>())
          .add(each.atOnce());
    }
    return Stream.concat(
            Stream.of(new Share(rounded(most), full)),
            groups.values().stream().map(each -> new Share(rounded(median(each)), each.size())))
        .toList();
  }

  private Stream<Seen> seen(int size, double callMs) {
    return observed.of(size).stream()
        .flatMap(
            shot ->
                Stream.ofNullable(shot.answers())
                    .map(
                        answers -> new Seen(size, answers.atOnce(callMs), cores().isOthers(shot))));
  }

  private double inFlightMs(int size) {
    return observed.median(size, Saturation::inFlightMs).orElseThrow();
  }

  private static @Nullable Double inFlightMs(Sample sample) {
    Answers answers = sample.answers();
    return answers == null ? null : Double.valueOf(answers.inFlightMs());
  }

  /** The median of a metric; 0 where it is unknown. */
  private double median(int size, Metric metric) {
    return observed.median(size, sample -> sample.value(metric)).orElse(0.0);
  }

  private static double median(List<Double> values) {
    return Median.withDefaults()
        .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static int rounded(double atOnce) {
    return (int) Math.max(1, Math.round(atOnce));
  }
}

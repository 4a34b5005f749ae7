package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Which of the measured sizes is the one to take: the smallest that is good enough.
 *
 * @param goal what a size is for
 * @param requests the number of requests, N
 * @param observed what was measured
 * @param served the size that theory takes, where the server changes so much from shot to shot that
 *     times of sizes decide nothing; empty otherwise
 */
record Choice(Goal goal, int requests, Observations observed, Optional<Integer> served) {
  /** One that the times of sizes decide. */
  Choice(Goal goal, int requests, Observations observed) {
    this(goal, requests, observed, Optional.empty());
  }

  /** The sizes with which the requests are answered soon enough, in rising order. */
  List<Integer> allowed() {
    return observed.sizes().stream().filter(size -> goal.allows(observed.p99Ms(size))).toList();
  }

  /** Whether some size meets the goal. */
  boolean isMet() {
    return goal.isThroughput() ? good().isPresent() : !allowed().isEmpty();
  }

  /**
   * The size to take: where none is good enough the smallest that comes close to the best; where
   * none keeps the requests' times, the one with the shortest. Empty if nothing was measured.
   */
  Optional<Integer> size() {
    List<Integer> allowed = allowed();
    return allowed.isEmpty()
        ? observed.sizes().stream().min(Comparator.comparingDouble(observed::p99Ms))
        : served.filter(allowed::contains).or(this::good).or(() -> Optional.of(knee(allowed)));
  }

  /** The smallest allowed size that is surely good enough, as measured and for other draws. */
  Optional<Integer> good() {
    return allowed().stream().filter(size -> promises(size, 1 / margin(size))).findFirst();
  }

  /**
   * For noise; but none for the best, which is held against itself, nor where the server's capacity
   * makes a size as good as the best.
   */
  private double margin(int size) {
    return size == reference() || observed.servedAlike(size, reference())
        ? 1
        : 1 + Observations.MARGIN * observed.error(size);
  }

  /** Whether a size is expected to be good enough, or nearly. */
  boolean promises(int size, double slack) {
    return observed.expectedMs(size) <= slack * enough(bestMs())
        && observed.expectedMeanMs(size) <= slack * enough(least(observed::expectedMeanMs));
  }

  /** The size that others are held against: the best that is allowed, or else the best. */
  int reference() {
    List<Integer> allowed = allowed();
    return best(allowed.isEmpty() ? observed.sizes() : allowed);
  }

  /** The measured size with the shortest wall time. */
  int best() {
    return best(observed.sizes());
  }

  /** The smallest measured size that comes close to it. */
  int knee() {
    return knee(observed.sizes());
  }

  private int knee(Collection<Integer> sizes) {
    double enough = Advice.WITHIN * observed.medianMs(best(sizes));
    return sizes.stream()
        .filter(size -> observed.medianMs(size) <= enough)
        .findFirst()
        .orElseThrow();
  }

  private int best(Collection<Integer> sizes) {
    return Collections.min(sizes, Comparator.comparingDouble(observed::medianMs));
  }

  /** The longest wall time that is short enough. */
  double enoughMs() {
    return enough(observed.medianMs(reference()));
  }

  /** The shortest wall time of the allowed sizes; unbounded if there are none. */
  double bestMs() {
    return least(observed::expectedMs);
  }

  private double least(IntToDoubleFunction wall) {
    return allowed().stream().mapToDouble(wall::applyAsDouble).min().orElse(Double.MAX_VALUE);
  }

  private double enough(double bestMs) {
    return goal.enoughMs(bestMs, requests);
  }
}

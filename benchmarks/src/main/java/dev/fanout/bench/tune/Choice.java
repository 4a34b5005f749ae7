package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Which of the measured sizes is the one to take: the smallest that is good enough.
 *
 * @param goal what a size is for
 * @param requests the number of requests, N
 * @param observed what was measured
 */
record Choice(Goal goal, int requests, Observations observed) {
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
  OptionalInt size() {
    if (observed.sizes().isEmpty()) {
      return OptionalInt.empty();
    }
    List<Integer> allowed = allowed();
    if (allowed.isEmpty()) {
      return OptionalInt.of(
          Collections.min(observed.sizes(), Comparator.comparingDouble(observed::p99Ms)));
    }
    OptionalInt good = good();
    return good.isPresent() ? good : OptionalInt.of(knee(allowed));
  }

  /** The smallest allowed size that is surely good enough, as measured and for other draws. */
  OptionalInt good() {
    List<Integer> allowed = allowed();
    if (allowed.isEmpty()) {
      return OptionalInt.empty();
    }
    int reference = best(allowed);
    double enough = enough(bestMs());
    double enoughMean = enough(bestMeanMs());
    return smallest(
        allowed,
        size ->
            sure(size, observed.expectedMs(size), reference) <= enough
                && sure(size, observed.expectedMeanMs(size), reference) <= enoughMean);
  }

  /**
   * With a margin for noise; but none for the best, which is held against itself, nor where the
   * server's capacity makes a size as good as the best.
   */
  private double sure(int size, double ms, int reference) {
    return size == reference || observed.servedAlike(size, reference)
        ? ms
        : ms * (1 + Observations.MARGIN * observed.error(size));
  }

  /** Whether a size that was not measured is expected to be good enough, or nearly. */
  boolean promises(int size, double slack) {
    return observed.expectedMs(size) <= slack * enough(bestMs())
        && observed.expectedMeanMs(size) <= slack * enough(bestMeanMs());
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
    return smallest(sizes, size -> observed.medianMs(size) <= enough).orElseThrow();
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

  private double bestMeanMs() {
    return least(observed::expectedMeanMs);
  }

  private double least(IntToDoubleFunction wall) {
    OptionalDouble least = allowed().stream().mapToDouble(wall::applyAsDouble).min();
    return least.orElse(Double.MAX_VALUE);
  }

  private double enough(double bestMs) {
    return goal.enoughMs(bestMs, requests);
  }

  static OptionalInt smallest(Collection<Integer> sizes, IntPredicate wanted) {
    return sizes.stream().mapToInt(size -> size).filter(wanted).min();
  }
}

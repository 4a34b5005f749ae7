package dev.fanout.bench.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/** The shots of a search so far, and what they say of the sizes between. */
public final class Observations {
  /** So many standard errors hold the true median in 95 of 100 cases. */
  static final double MARGIN = 2;

  /** The spread of warm shots on a quiet machine, with the weight of three shots of one size. */
  private static final double USUAL_SPREAD = 0.01;

  private static final int USUAL_WEIGHT = 2;
  private static final double ALIKE = 1.01; // a fifth of what makes sizes as good as each other
  private static final double MEDIAN_ERROR = Math.sqrt(Math.PI / 2); // of a mean's, if normal

  private final Theory theory;
  private final NavigableMap<Integer, List<Sample>> bySize = new TreeMap<>();
  private final Map<Integer, Sample> medians = new HashMap<>(); // asked for often

  Observations(Theory theory) {
    this.theory = theory;
  }

  void add(Sample sample, int size) {
    bySize.computeIfAbsent(size, _ -> new ArrayList<>()).add(sample);
    double elapsedMs = median(size, Sample::elapsedMs).orElseThrow();
    medians.put(size, new Sample(elapsedMs, median(size, Sample::p99Ms).orElseThrow(), Map.of()));
  }

  /** Those of smaller sizes alone. */
  Observations below(int size) {
    return copy(bySize.headMap(size, false), theory);
  }

  /** The same shots, with another theory of the sizes between. */
  Observations with(Theory other) {
    return copy(bySize, other);
  }

  /** These shots and others. */
  Observations and(Observations others) {
    Observations both = with(theory);
    others.bySize.forEach((size, samples) -> samples.forEach(sample -> both.add(sample, size)));
    return both;
  }

  private static Observations copy(Map<Integer, List<Sample>> bySize, Theory theory) {
    var copy = new Observations(theory);
    bySize.forEach((size, samples) -> samples.forEach(sample -> copy.add(sample, size)));
    return copy;
  }

  /** The sizes that were measured. */
  public NavigableSet<Integer> sizes() {
    return bySize.navigableKeySet();
  }

  /** The shots of a size; none if it was not measured. */
  public List<Sample> of(int size) {
    return bySize.getOrDefault(size, List.of());
  }

  /** The median wall time in milliseconds of a size that was measured. */
  public double medianMs(int size) {
    return measured(size).elapsedMs();
  }

  /** The median of the 99th percentiles in milliseconds, of a size that was measured. */
  public double p99Ms(int size) {
    return measured(size).p99Ms();
  }

  private Sample measured(int size) {
    return Objects.requireNonNull(
        medians.get(size), () -> "size %d was not measured".formatted(size));
  }

  /** The median of what its shots know; empty if none does. */
  public Optional<Double> median(int size, Function<Sample, ? extends @Nullable Number> value) {
    double[] known =
        of(size).stream()
            .map(value)
            .filter(Objects::nonNull)
            .mapToDouble(Number::doubleValue)
            .toArray();
    return known.length == 0
        ? Optional.empty()
        : Optional.of(Median.withDefaults().evaluate(known));
  }

  /**
   * The standard error of a size's median, as a share of it: from the spread of all sizes, since
   * the shots of one are too few to tell.
   */
  public double error(int size) {
    double squares = USUAL_WEIGHT * USUAL_SPREAD * USUAL_SPREAD;
    int freedom = USUAL_WEIGHT;
    for (var each : bySize.entrySet()) {
      double mean = each.getValue().stream().mapToDouble(Sample::elapsedMs).average().orElseThrow();
      for (Sample sample : each.getValue()) {
        double off = sample.elapsedMs() / mean - 1;
        squares += off * off;
      }
      freedom += each.getValue().size() - 1;
    }
    int shots = of(size).size();
    return Math.sqrt(squares / freedom / shots) * (shots > 2 ? MEDIAN_ERROR : 1);
  }

  /**
   * The wall time in milliseconds that is expected of any size: the theory's, times what the
   * measured sizes to either side took beyond theirs.
   */
  double expectedMs(int size) {
    return theory.ms(size) * excess(size);
  }

  /** The same for the mean of many draws of the delays. */
  double expectedMeanMs(int size) {
    return theory.meanMs(size) * excess(size);
  }

  /** Whether theory gives both the same wall time, in view of what the server answers at once. */
  boolean servedAlike(int size, int other) {
    return theory.onlyWaitsForALimit() && theory.meanMs(size) <= ALIKE * theory.meanMs(other);
  }

  private double excess(int size) {
    Integer below = sizes().floor(size);
    Integer above = sizes().ceiling(size);
    if (below == null || above == null || below.equals(above)) {
      return measuredExcess(Objects.requireNonNull(below == null ? above : below));
    }
    double share = Math.log((double) size / below) / Math.log((double) above / below);
    return Math.pow(measuredExcess(below), 1 - share) * Math.pow(measuredExcess(above), share);
  }

  /** The median of a size that was measured over what the theory gives it. */
  double measuredExcess(int size) {
    return medianMs(size) / theory.ms(size);
  }
}

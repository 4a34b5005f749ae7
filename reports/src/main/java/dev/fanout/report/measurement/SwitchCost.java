package dev.fanout.report.measurement;

import org.jspecify.annotations.Nullable;

/**
 * What a micro-benchmark found out; the cost is that of one, in the unit of its quantity.
 *
 * @param benchmark the benchmark's key
 * @param what what it does, in a line
 * @param tasks how many tasks wait at once; absent where that is no part of it
 * @param quantity what it measures
 * @param forks JVMs that measured it
 * @param iterations measurements in each of them
 * @param mean of all measurements; absent if there is none
 * @param error half the width of the 99.9 % confidence interval of the mean; absent where fewer
 *     than three measurements allow none
 * @param min the least measurement
 * @param max the greatest measurement
 * @param allocated bytes allocated for one; absent where that was not measured
 * @param heap what of the mean is on the heap, in bytes; absent but for memory
 * @param notMeasured why there is no mean; absent if there is one
 */
public record SwitchCost(
    String benchmark,
    String what,
    @Nullable Integer tasks,
    Quantity quantity,
    int forks,
    int iterations,
    @Nullable Double mean,
    @Nullable Double error,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double allocated,
    @Nullable Double heap,
    @Nullable String notMeasured) {

  /** Refuses numbers that cannot be, and a row that has neither a mean nor a reason. */
  public SwitchCost {
    Bounds.require("tasks", tasks, 1);
    Bounds.requireQuantity("error", error);
    Bounds.requireQuantity("alloc_bytes_per_op", allocated);
    if ((mean == null) == (notMeasured == null)) {
      throw new IllegalArgumentException(
          "mean is %s and not_measured is %s: exactly one of them must be there"
              .formatted(mean, notMeasured));
    }
    if (mean != null && (min == null || max == null || !(min <= mean && mean <= max))) {
      throw new IllegalArgumentException(
          "mean is %s, and must be between min %s and max %s".formatted(mean, min, max));
    }
  }

  /** A row without a figure. */
  public static SwitchCost without(
      String benchmark, String what, @Nullable Integer tasks, Quantity quantity, String why) {
    return new SwitchCost(
        benchmark, what, tasks, quantity, 0, 0, null, null, null, null, null, null, why);
  }

  /** What tells it from other rows: its key, with the number of tasks if there is one. */
  public String name() {
    return tasks == null ? benchmark : benchmark + " " + tasks;
  }
}

package dev.fanout.report.threshold;

/**
 * A threshold held against the figures.
 *
 * @param threshold as it was given
 * @param holds whether every selected row holds; false where none is selected or one has no figure
 * @param actual the figures themselves, or why there are none
 */
public record ThresholdCheck(String threshold, boolean holds, String actual) {
  /** A line such as {@code ✓ virtual-threads.warm.overhead_ms<100: 19.9}. */
  @Override
  public String toString() {
    return "%s %s: %s".formatted(holds ? "✓" : "✗", threshold, actual);
  }
}

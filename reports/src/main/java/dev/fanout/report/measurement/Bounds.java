package dev.fanout.report.measurement;

import org.jspecify.annotations.Nullable;

/** What the numbers of a measurement can be. */
final class Bounds {
  private Bounds() {}

  /** Refuses a number below the least; one that is absent is left alone. */
  static void require(String name, @Nullable Number value, int least) {
    if (value != null && !(value.doubleValue() >= least)) { // nor NaN
      throw new IllegalArgumentException(
          "%s is %s, and must be %d or more".formatted(name, value, least));
    }
  }
}

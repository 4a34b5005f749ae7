package dev.fanout.report.measurement;

import org.jspecify.annotations.Nullable;

/** What the numbers of a measurement can be. */
public final class Bounds {
  private static final double MOST = 1e12; // as milliseconds, more than 30 years

  private Bounds() {}

  /** Refuses a number below the least; one that is absent is left alone. */
  public static void require(String name, @Nullable Number value, int least) {
    if (value != null && !(value.doubleValue() >= least)) { // nor NaN
      throw new IllegalArgumentException(
          "%s is %s, and must be %d or more".formatted(name, value, least));
    }
  }

  /**
   * Refuses a quantity that is negative or too large to be real; one that is absent is left alone.
   */
  public static void requireQuantity(String name, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= MOST)) {
      throw new IllegalArgumentException(
          "%s is %s, and must be between 0 and %.0f".formatted(name, value, MOST));
    }
  }

  /** Refuses a number at or below a limit, or too large to be real; absent ones are left alone. */
  public static void requireAbove(String name, @Nullable Double value, double limit) {
    if (value != null && !(value > limit && value <= MOST)) {
      throw new IllegalArgumentException(
          "%s is %s, and must be above %.0f and at most %.0f".formatted(name, value, limit, MOST));
    }
  }
}

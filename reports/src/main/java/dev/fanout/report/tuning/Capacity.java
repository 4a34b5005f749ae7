package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Bounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many requests the server answers at once, as the measured sizes show it.
 *
 * @param atOnce so many, or at best so many where that changes; absent if no size met a limit
 * @param low no fewer than that, in 95 of 100 cases
 * @param high no more than that, likewise; absent if no size met a limit
 * @param met how many the server answered at once in how many shots, the most first; empty unless
 *     that changes from shot to shot
 */
public record Capacity(@Nullable Integer atOnce, int low, @Nullable Integer high, List<Share> met) {

  /** Refuses numbers that no server has. */
  public Capacity {
    Bounds.require("atOnce", atOnce, 1);
    Bounds.require("low", low, 1);
    Bounds.require("high", high, low);
    met = List.copyOf(met);
  }

  /** Whether it is not the same in all shots. */
  public boolean changes() {
    return !met.isEmpty();
  }

  /**
   * Shots that met the same capacity.
   *
   * @param atOnce the requests that were answered at once
   * @param shots how many they are
   */
  public record Share(int atOnce, int shots) {
    /** Refuses a share of no shot. */
    public Share {
      Bounds.require("atOnce", atOnce, 1);
      Bounds.require("shots", shots, 1);
    }
  }
}

package dev.fanout.report.compare;

import org.jspecify.annotations.Nullable;

/**
 * The change that is too small to speak of, whatever the statistics.
 *
 * <p>It is set against the overhead and not the wall time, since the floor cannot change: one per
 * cent of 100 requests of 3 s one after another would be six times the overhead of {@code serial}.
 */
public final class NoiseBand {
  /** The band is never narrower. */
  public static final double LEAST_MS = 5;

  /** The band's half width over the baseline's overhead. */
  public static final double SHARE_OF_OVERHEAD = 0.1;

  private NoiseBand() {}

  /**
   * The band's half width in milliseconds, for a baseline with this overhead; the least one where
   * no floor is known, and so no overhead.
   */
  static double around(@Nullable Double overheadMs) {
    return overheadMs == null ? LEAST_MS : Math.max(LEAST_MS, SHARE_OF_OVERHEAD * overheadMs);
  }
}

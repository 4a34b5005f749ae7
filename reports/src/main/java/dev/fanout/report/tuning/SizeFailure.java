package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Bounds;

/**
 * A size with which requests failed.
 *
 * @param size the requests that were sent at once, or the size of the pool
 * @param probed whether the probe sent them at once; a measured shot did otherwise
 * @param how many of how many requests failed, and with what
 */
public record SizeFailure(int size, boolean probed, String how) {
  /** Refuses a size below 1. */
  public SizeFailure {
    Bounds.require("size", size, 1);
  }
}

package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Bounds;

/**
 * Whether chunks of requests can pay at the recommended size.
 *
 * @param chunk the chunk that could pay, or 1 if none can
 * @param costMs the wall time that the floor of chunks of 2 lies above that of single requests
 * @param mostSavedMs the measured overhead above the floor: chunks can save no more
 */
public record Chunks(int chunk, double costMs, double mostSavedMs) {
  /** Refuses numbers that no chunks have; a cost below 0 is one that chunks save. */
  public Chunks {
    Bounds.require("chunk", chunk, 1);
    Bounds.requireQuantity("costMs", Math.abs(costMs));
    Bounds.requireQuantity("mostSavedMs", mostSavedMs);
  }
}

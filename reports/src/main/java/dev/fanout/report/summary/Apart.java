package dev.fanout.report.summary;

import dev.fanout.report.measurement.Summary;
import java.util.Objects;

/** Whether the shots of two cases tell which of them is faster. */
public final class Apart {
  private Apart() {}

  /**
   * Whether they do: by the 95 % intervals of the medians, which must not overlap, where both rows
   * have one; else by least and greatest, which for so few shots say no less.
   *
   * @throws NullPointerException if one of the rows has no valid shot
   */
  public static boolean are(Summary one, Summary other) {
    boolean intervals = one.medianLowMs() != null && other.medianLowMs() != null;
    return low(one, intervals) > high(other, intervals)
        || low(other, intervals) > high(one, intervals);
  }

  private static double low(Summary row, boolean interval) {
    return Objects.requireNonNull(interval ? row.medianLowMs() : row.minMs());
  }

  private static double high(Summary row, boolean interval) {
    return Objects.requireNonNull(interval ? row.medianHighMs() : row.maxMs());
  }
}

package dev.fanout.report.text;

import dev.fanout.report.measurement.Summary;

/** What the table of all cases says of a row in words, wherever the table is shown. */
public final class SummaryCells {
  private SummaryCells() {}

  /** The 95 % interval of the median; a dash where the shots are too few for one. */
  public static String interval(Summary row) {
    return row.medianLowMs() == null ? "-" : Figures.range(row.medianLowMs(), row.medianHighMs());
  }

  /** The number of valid shots, and of failed ones if there are any. */
  public static String shots(Summary row) {
    return row.failedShots() == 0
        ? Integer.toString(row.shots())
        : "%d (%d failed)".formatted(row.shots(), row.failedShots());
  }

  /** The least and the greatest wall time. */
  public static String spread(Summary row) {
    return switch (row.shots()) {
      case 0 -> "no valid shot";
      case 1 -> "one observation";
      default -> Figures.range(row.minMs(), row.maxMs());
    };
  }
}

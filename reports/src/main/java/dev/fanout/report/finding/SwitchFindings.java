package dev.fanout.report.finding;

import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What to know before trusting the figures of micro-benchmarks. */
final class SwitchFindings {
  private static final double SLEEP_NANOS = 1_000_000;
  private static final double ARRAY_BYTES = 1_040;
  private static final double TOLERATED = 0.05; // of the known memory
  private static final int NAMED = 3;
  private static final double WIDE = 0.25; // of the mean

  private SwitchFindings() {}

  /** What is known beforehand, and was measured otherwise. */
  static Stream<Finding> wrongYardstick(Switching switching) {
    return switching.measured().stream()
        .filter(cost -> isWrong(cost.quantity(), Objects.requireNonNull(cost.mean())))
        .map(
            cost ->
                new Finding(
                    "wrong-yardstick",
                    Severity.WARNING,
                    cost.name(),
                    String.format(
                        Locale.ROOT,
                        "It is known to be %s, and %.0f %s was measured.",
                        cost.quantity() == Quantity.WAIT
                            ? "1,000,000 ns or more"
                            : "1,040 bytes, or at most 5 % off",
                        cost.mean(),
                        cost.quantity().isTime() ? "ns" : "bytes"),
                    "What measures is wrong, so all other figures of this kind may be wrong too.",
                    "Do not use them. Measure again, and report it if that helps nothing."));
  }

  private static boolean isWrong(Quantity quantity, double mean) {
    return switch (quantity) {
      case WAIT -> mean < SLEEP_NANOS;
      case ARRAY -> Math.abs(mean - ARRAY_BYTES) > TOLERATED * ARRAY_BYTES;
      default -> false;
    };
  }

  /** Rows whose interval is wide, or that have none. */
  static Stream<Finding> wideError(Switching switching) {
    List<SwitchCost> wide =
        switching.measured().stream()
            .filter(cost -> cost.error() == null || cost.error() > WIDE * mean(cost))
            .toList();
    return wide.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Finding(
                "wide-error",
                Severity.NOTE,
                Figures.first(NAMED, wide.stream().map(SwitchCost::name).toList(), ", ", " and "),
                "The 99.9 % interval of the mean reaches further than 25 % of it to each side, or"
                    + " there are too few measurements for one.",
                "These means show the order of magnitude and no more.",
                "Measure again while nothing else runs, or with more JVMs, such as --rounds 10."));
  }

  private static double mean(SwitchCost cost) {
    return Objects.requireNonNull(cost.mean());
  }

  /** Rows without a figure. */
  static Stream<Finding> notMeasured(Measurements measurements, Switching switching) {
    boolean failed = measurements.environment().outcome() == Outcome.INCOMPLETE;
    return switching.costs().stream()
        .filter(cost -> cost.mean() == null)
        .map(
            cost ->
                new Finding(
                    "not-measured",
                    failed ? Severity.WARNING : Severity.NOTE,
                    cost.name(),
                    "There is no figure: %s.".formatted(cost.notMeasured()),
                    "Nothing can be said of it on this machine.",
                    "Raise the limit that is named, or read what JMH said in jmh/output.txt."));
  }
}

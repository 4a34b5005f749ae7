package dev.fanout.report.claim;

import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;

/**
 * Holds each case that repeats a published experiment against the published figure.
 *
 * <p>The two agree if they differ by at most 5 % of the published one. What the tutorials found is
 * a schedule, a whole number of delays; the least step between two schedules of these experiments,
 * from 48 s to 51 s, is 6.3 %. So figures that agree follow the same schedule, and what is left is
 * what the stack costs.
 *
 * <p>A case is checked at each temperature that was measured. The tutorials time a fresh process,
 * but one of a stack whose first request costs little: cold is the same experiment, warm is the one
 * that compares the models, and neither alone would be fair.
 */
public final class ClaimChecks {
  private static final double TOLERANCE = 0.05;

  private ClaimChecks() {}

  /** The checks, in the order of the rows; a case without a valid shot says nothing. */
  public static List<ClaimCheck> of(List<Summary> rows, List<Claim> claims) {
    return rows.stream()
        .filter(row -> row.medianMs() != null)
        .flatMap(
            row ->
                claims.stream()
                    .filter(claim -> claim.isAbout(row.measured()))
                    .map(claim -> check(claim, row)))
        .toList();
  }

  private static ClaimCheck check(Claim claim, Summary row) {
    double measured = Objects.requireNonNull(row.medianMs());
    double difference = Math.abs(measured - claim.publishedMs());
    boolean reproduced = difference <= TOLERANCE * claim.publishedMs();
    return new ClaimCheck(claim, row, reproduced, reason(claim, row, measured, reproduced));
  }

  private static String reason(Claim claim, Summary row, double measured, boolean reproduced) {
    Double aboveFloor = row.overheadMs();
    boolean onSchedule = aboveFloor != null && aboveFloor < row.measured().delayMs() / 2.0;
    if (reproduced) {
      if (aboveFloor == null) {
        return "They agree; the floor is not known.";
      }
      return onSchedule
          ? "Both follow the same schedule: %s.".formatted(Schedule.of(row))
          : "They agree, yet both lie above what the schedule takes: %s."
              .formatted(Schedule.of(row));
    }
    String difference =
        "It took %s %s than published, on %s"
            .formatted(
                Figures.percent(Math.abs(measured / claim.publishedMs() - 1)),
                measured > claim.publishedMs() ? "longer" : "less",
                row.floorMs() == null
                    ? "a floor that is not known"
                    : "a floor of " + Figures.time(row.floorMs()));
    boolean startUp = row.temperature() == Temperature.COLD && onSchedule;
    return measured > claim.publishedMs() && startUp
        ? difference
            + "; a fresh JVM loads and compiles its classes during the shot, which costs the"
            + " tutorial's Python next to nothing."
        : difference + ".";
  }
}

package dev.fanout.report.claim;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
          ? "Both follow the same schedule: %s.".formatted(schedule(row))
          : "They agree, but both are longer than the schedule: %s.".formatted(schedule(row));
    }
    String difference =
        "It took %s %s than published, with %s"
            .formatted(
                Figures.percent(Math.abs(measured / claim.publishedMs() - 1)),
                measured > claim.publishedMs() ? "longer" : "less",
                row.floorMs() == null
                    ? "an unknown floor"
                    : "a floor of " + Figures.time(row.floorMs()));
    boolean startUp = row.temperature().isFresh() && onSchedule;
    return measured > claim.publishedMs() && startUp
        ? difference
            + "; a fresh JVM loads and compiles its classes during the shot, which costs the"
            + " tutorial's Python next to nothing."
        : difference + ".";
  }

  /** Why a case takes as long as its floor, in words. */
  private static String schedule(Summary row) {
    Case measured = row.measured();
    Integer size = measured.size();
    Integer chunk = measured.chunk();
    if (size != null && chunk != null && chunk > 1 && !measured.allows(measured.requests())) {
      return chunked(measured, size, chunk, row.floorMs());
    }
    if (!measured.allows(2)) {
      return "%s one after another, %s".formatted(requests(measured), Figures.time(row.floorMs()));
    }
    if (measured.allows(measured.requests())) {
      return "%s at once, %s".formatted(requests(measured), Figures.time(row.floorMs()));
    }
    return "%s, %d at a time, %s"
        .formatted(requests(measured), measured.inFlight(), Figures.time(row.floorMs()));
  }

  private static String chunked(Case measured, int size, int chunk, @Nullable Double floorMs) {
    int chunks = Math.ceilDiv(measured.requests(), chunk);
    double unchunkedMs = (double) Math.ceilDiv(measured.requests(), size) * measured.delayMs();
    return "%d chunks of %d, %d at a time, make %d rounds of %d requests, %s; without chunks they would take %s"
        .formatted(
            chunks,
            chunk,
            size,
            Math.ceilDiv(chunks, size),
            chunk,
            Figures.time(floorMs),
            Figures.time(unchunkedMs));
  }

  private static String requests(Case measured) {
    return Figures.count(measured.requests(), "request");
  }
}

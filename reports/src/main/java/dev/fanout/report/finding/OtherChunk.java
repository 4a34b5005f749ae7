package dev.fanout.report.finding;

import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A case that would repeat a published experiment, were it not for the length of its chunks. */
final class OtherChunk implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream()
        .filter(row -> row.medianMs() != null)
        .flatMap(
            row ->
                measurements.claims().stream()
                    .filter(claim -> claim.differsInChunkAlone(row.measured()))
                    .limit(1)
                    .map(claim -> finding(row, claim, measurements)));
  }

  private static boolean isRepeated(Claim claim, Measurements measurements) {
    return measurements.summaries().stream().anyMatch(row -> claim.isAbout(row.measured()));
  }

  private static Finding finding(Summary row, Claim claim, Measurements measurements) {
    return new Finding(
        "other-chunk",
        Severity.NOTE,
        measurements.name(row),
        "It took %s with %s; the tutorial's %s took %s with %s."
            .formatted(
                Figures.time(row.medianMs()),
                chunks(row.measured().chunk()),
                claim.id(),
                Figures.time(claim.publishedMs()),
                chunks(claim.chunk())),
        "The chunk decides the schedule, whose floor is %s here: the figures are of two experiments, and neither contradicts the other."
            .formatted(Figures.time(row.floorMs())),
        (isRepeated(claim, measurements)
                ? "Compare the published figure with the case that has chunks of %d."
                : "Give --chunk %d to repeat the published experiment.")
            .formatted(claim.chunk()));
  }

  private static String chunks(@Nullable Integer chunk) {
    return "chunks of " + Objects.requireNonNull(chunk);
  }
}

package dev.fanout.report.finding;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Valid shots in which the server held fewer requests at once than the model may have in flight,
 * and that explains the wall time; a limit that {@link ServerThreads} knows is left to it.
 *
 * <p>A peak p below the allowed one costs whole delays: N requests then take at least ceil(N / p)
 * delays. So a shot is reported if it took a delay or more above its floor, and not much above
 * ceil(N / p) delays. On a delay of some milliseconds the first answers come before the last
 * request is sent; the peak is low then and limits nothing, and start-up is what took the time.
 */
final class ServerLimit implements Finder {
  private static final double EXPLAINED = 1.5;

  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream().flatMap(row -> find(row, measurements));
  }

  private static Stream<Finding> find(Summary row, Measurements measurements) {
    List<Shot> valid = measurements.validShots(row);
    List<Shot> limited =
        valid.stream()
            .filter(ServerLimit::isLimited)
            .filter(shot -> !ServerThreads.filled(shot))
            .filter(shot -> Waves.in(measurements.requests(shot), row.measured()))
            .toList();
    if (limited.isEmpty()) {
      return Stream.empty();
    }
    int peak = limited.stream().mapToInt(ServerLimit::peak).max().getAsInt();
    return Stream.of(
        new Finding(
            "server-limit",
            Severity.WARNING,
            measurements.name(row),
            "The server held at most %s at once, where the case may have %d in flight (%d of %s)."
                .formatted(
                    Figures.count(peak, "request"),
                    row.measured().inFlight(),
                    limited.size(),
                    Figures.count(valid.size(), "valid shot")),
            "Not the model but a limit at the server, or on the way to it, decided the wall time.",
            "Raise the server's handler threads, accept queue and connection limit; if it can hold"
                + " more, look for the limit in the client."));
  }

  private static boolean isLimited(Shot shot) {
    Case measured = shot.measured();
    Double floor = shot.floorMs();
    if (floor == null
        || shot.count(Metric.SERVER_PEAK_IN_FLIGHT) == null
        || peak(shot) < 1
        || !measured.allows(peak(shot) + 1)) {
      return false;
    }
    double elapsed = Objects.requireNonNull(shot.elapsedMs());
    double explained = (double) Math.ceilDiv(measured.requests(), peak(shot)) * measured.delayMs();
    return elapsed >= floor + measured.delayMs()
        && elapsed <= EXPLAINED * Math.max(explained, floor);
  }

  private static int peak(Shot shot) {
    return Objects.requireNonNull(shot.count(Metric.SERVER_PEAK_IN_FLIGHT));
  }
}

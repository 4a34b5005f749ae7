package dev.fanout.report.finding;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A wall time that fits ceil(N / L) delays for an L that nobody set.
 *
 * <p>The fit must be unambiguous. The shot took at least 1.5 times its floor; its wall time lies at
 * most half a delay above a whole number of delays; and L, which is observed and not guessed, gives
 * just that number; and the requests ended in {@link Waves}. L is the most requests that the server
 * held at once; where the server does not count, the number of answers in each wave but the last,
 * if these are alike. All valid shots of the case must agree on it. The server's handler threads
 * are no such L: somebody set them.
 */
final class HiddenCap implements Finder {
  private static final double SLOW = 1.5;

  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream().flatMap(row -> find(row, measurements));
  }

  private static Stream<Finding> find(Summary row, Measurements measurements) {
    List<Shot> valid = measurements.validShots(row);
    List<Integer> caps =
        valid.stream().map(shot -> cap(shot, measurements.requests(shot))).distinct().toList();
    if (caps.size() != 1 || caps.getFirst() == 0) {
      return Stream.empty();
    }
    Case measured = row.measured();
    int cap = caps.getFirst();
    return Stream.of(
        new Finding(
            "hidden-cap",
            Severity.WARNING,
            measurements.name(row),
            "The wall time of %s fits %d rounds of %s: %s at a time, where the case allows %d."
                .formatted(
                    Figures.time(row.medianMs()),
                    Math.ceilDiv(measured.requests(), cap),
                    Figures.delay(measured.delayMs()),
                    Figures.count(cap, "request"),
                    measured.inFlight()),
            "The figure is that of a limit which nobody set, and not of the model.",
            "Look for it in the client's dispatcher (OkHttp lets 5 calls through to a host), in its"
                + " connection pool, and in the server's handler threads (WireMock has 25, of"
                + " which about 20 serve)."));
  }

  /** The limit that explains the shot; 0 for none. */
  private static int cap(Shot shot, List<RequestTrace> requests) {
    Case measured = shot.measured();
    double elapsed = Objects.requireNonNull(shot.elapsedMs());
    Double floor = shot.floorMs();
    if (measured.delayMs() == 0
        || floor == null
        || elapsed < SLOW * floor
        || ServerThreads.filled(shot)) {
      return 0;
    }
    long rounds = (long) (elapsed / measured.delayMs());
    Integer peak = shot.count(Metric.SERVER_PEAK_IN_FLIGHT);
    int cap = peak == null ? wave(requests, rounds, measured.delayMs()) : peak;
    boolean fits =
        cap > 0
            && measured.allows(cap + 1)
            && Math.ceilDiv(measured.requests(), cap) == rounds
            && elapsed - rounds * measured.delayMs() <= measured.delayMs() / 2.0
            && Waves.in(requests, measured);
    return fits ? cap : 0;
  }

  /** How many requests end in each round but the last; 0 if these differ. */
  private static int wave(List<RequestTrace> requests, long rounds, long delayMs) {
    Map<Long, Long> ended =
        requests.stream()
            .map(request -> (long) (request.endMs() / delayMs))
            .filter(round -> round < rounds)
            .collect(groupingBy(Function.identity(), counting()));
    Set<Long> sizes = Set.copyOf(ended.values());
    return ended.size() == rounds - 1 && sizes.size() == 1
        ? Math.toIntExact(sizes.iterator().next())
        : 0;
  }
}

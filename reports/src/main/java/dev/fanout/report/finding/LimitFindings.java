package dev.fanout.report.finding;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Limits on the requests in flight, other than the model's own, that decided wall times. */
final class LimitFindings {
  private static final double SLOW = 1.5;
  private static final double EXPLAINED = 1.5;

  /** Of the requests, the share that ends at the crest of a wave. */
  private static final double IN_WAVES = 0.9;

  /** The length of a crest: a share of a delay, after each whole number of delays. */
  private static final double CREST = 0.25;

  /** Of a shot's wall time, the share that a call takes which waits for all others. */
  private static final double ALL_OF_IT = 0.9;

  /** Workloads that make all requests at once, each answered after the delay alone. */
  private static final Set<String> ONE_GROUP = Set.of("hello", "download");

  private LimitFindings() {}

  /**
   * A wall time that fits ceil(N / L) delays for an L that nobody set.
   *
   * <p>The fit must be unambiguous. The shot took at least 1.5 times its floor; its wall time lies
   * at most half a delay above a whole number of delays; and L, which is observed and not guessed,
   * gives just that number; and the requests ended in waves. L is the most requests that the server
   * held at once; where the server does not count, the number of answers in each wave but the last,
   * if these are alike. All valid shots of the case must agree on it. The server's handler threads
   * are no such L: somebody set them.
   */
  static Optional<Finding> hiddenCap(Summary row, Measurements measurements) {
    List<Integer> caps =
        measurements.validShots(row).stream()
            .map(shot -> cap(shot, measurements.requests(shot)))
            .distinct()
            .toList();
    if (caps.size() != 1 || caps.getFirst() == 0) {
      return Optional.empty();
    }
    Case measured = row.measured();
    int cap = caps.getFirst();
    return Optional.of(
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
            "The figure shows a limit that nobody set, and not the model.",
            "Look for the limit in the client's dispatcher (OkHttp allows 5 calls to a host), in"
                + " its connection pool, and in the server's handler threads (WireMock has 25, of"
                + " which about 20 serve)."));
  }

  /** The limit that explains the shot; 0 for none. */
  private static int cap(Shot shot, List<RequestTrace> requests) {
    Case measured = shot.measured();
    double elapsed = Objects.requireNonNull(shot.elapsedMs());
    Double floor = shot.floorMs();
    if (measured.delayMs() == 0 || floor == null || elapsed < SLOW * floor || isFilled(shot)) {
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
            && endInWaves(requests, measured);
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

  /**
   * Whether requests ended in two waves or more, a delay apart, and nine of ten at the crest of
   * one; never where the delays differ or requests come in several groups, since these end apart
   * anyway.
   *
   * <p>That is what a limit looks like. A low peak alone shows none: a client that is slow to send
   * never has many in flight, and its requests end spread out.
   */
  private static boolean endInWaves(List<RequestTrace> requests, Case measured) {
    if (measured.delay() != null || !ONE_GROUP.contains(measured.workload())) {
      return false;
    }
    long delayMs = measured.delayMs();
    long atCrest = requests.stream().filter(each -> each.endMs() / delayMs % 1 <= CREST).count();
    long waves =
        requests.stream().mapToLong(each -> (long) (each.endMs() / delayMs)).distinct().count();
    return waves >= 2 && atCrest >= IN_WAVES * requests.size();
  }

  /**
   * Valid shots in which the server held fewer requests at once than the model may have in flight,
   * and that explains the wall time; a limit that {@link #serverThreads} knows is left to it.
   *
   * <p>A peak p below the allowed one costs whole delays: N requests then take at least ceil(N / p)
   * delays. So a shot is reported if it took a delay or more above its floor, and not much above
   * ceil(N / p) delays. On a delay of some milliseconds the first answers come before the last
   * request is sent; the peak is low then and limits nothing, and start-up is what took the time.
   */
  static Optional<Finding> serverLimit(Summary row, Measurements measurements) {
    List<Shot> valid = measurements.validShots(row);
    List<Shot> limited =
        valid.stream()
            .filter(LimitFindings::isLimited)
            .filter(shot -> !isFilled(shot))
            .filter(shot -> endInWaves(measurements.requests(shot), row.measured()))
            .toList();
    return limited.stream()
        .map(LimitFindings::peak)
        .max(Integer::compare)
        .map(
            peak ->
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
                    "Not the model but a limit at the server, or on the way to it, decided the wall"
                        + " time.",
                    "Raise the server's handler threads, accept queue and connection limit. If the"
                        + " server can hold more, look for the limit in the client."));
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

  /**
   * Cases that kept all of the server's handler threads busy and could have sent more: one finding
   * for each number of handler threads.
   *
   * <p>The server's own count shows it, since the floor of these cases is that of the server
   * already.
   */
  static Stream<Finding> serverThreads(Measurements measurements) {
    return measurements.summaries().stream()
        .filter(row -> row.measured().boundByServer())
        .filter(row -> measurements.validShots(row).stream().anyMatch(LimitFindings::isFilled))
        .collect(
            groupingBy(
                row -> Objects.requireNonNull(row.measured().handlers()), TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(bound -> serverThreads(bound.getKey(), bound.getValue()));
  }

  /** Whether the shot is one that the server's threads, and nothing less, could limit. */
  private static boolean isFilled(Shot shot) {
    Integer threads = shot.measured().handlers();
    Integer peak = shot.count(Metric.SERVER_PEAK_IN_FLIGHT);
    return shot.measured().boundByServer() && threads != null && peak != null && peak >= threads;
  }

  private static Finding serverThreads(int threads, List<Summary> rows) {
    return new Finding(
        "server-limit",
        Severity.WARNING,
        "the run",
        "With %s the server held at most %s at once: %s."
            .formatted(
                Figures.count(threads, "handler thread"),
                Figures.count(threads, "request"),
                times(rows)),
        "Every further request waits at the server for a thread, so the server decided these"
            + " figures more than any model did.",
        "Compare models on a server that answers asynchronously. A service like this one gets"
            + " faster with more threads, or if it waits without holding a thread; another client"
            + " does not help.");
  }

  /**
   * Cases that could have had more calls under way with more connections: one finding for each
   * number of them. Their floor is that of the connections already.
   */
  static Stream<Finding> connections(Measurements measurements) {
    return measurements.summaries().stream()
        .filter(row -> row.measured().boundByConnections() && row.medianMs() != null)
        .collect(
            groupingBy(
                row -> Objects.requireNonNull(row.measured().connections()),
                TreeMap::new,
                toList()))
        .entrySet()
        .stream()
        .map(bound -> connections(bound.getKey(), bound.getValue()));
  }

  private static Finding connections(int open, List<Summary> rows) {
    return new Finding(
        "connection-pool",
        Severity.WARNING,
        "the run",
        "With %s at most %s could be under way at once: %s."
            .formatted(Figures.count(open, "connection"), Figures.count(open, "call"), times(rows)),
        "Every further call waits for a connection, so the connections decided these figures more"
            + " than any model did: a thread for each call, virtual or not, does not help.",
        "Keep as many connections open as the database can work for at once, and compare models"
            + " with as many connections as calls. The number of connections is what to tune.");
  }

  /**
   * Cases whose calls each took nearly as long as the whole shot, though a connection carries a few
   * of them: they shared the connections, and did not take turns.
   */
  static Optional<Finding> sharedConnections(Summary row, Measurements measurements) {
    List<Shot> valid = measurements.validShots(row);
    boolean shared =
        row.measured().boundByConnections()
            && !valid.isEmpty()
            && valid.stream().allMatch(shot -> isShared(shot, measurements.requests(shot)));
    return shared
        ? Optional.of(
            new Finding(
                "connections-shared",
                Severity.WARNING,
                measurements.name(row),
                "Nine of ten calls took as long as all of them together, on %s."
                    .formatted(
                        Figures.count(
                            Objects.requireNonNull(row.measured().connections()), "connection")),
                "Calls that share a connection wait for each other: what they send is handled in"
                    + " the order in which it came, and each waits for the slow commands of all.",
                "Give commands that block a connection of their own, or keep as many connections"
                    + " open as such calls are under way."))
        : Optional.empty();
  }

  private static boolean isShared(Shot shot, List<RequestTrace> requests) {
    double most = ALL_OF_IT * Objects.requireNonNull(shot.elapsedMs());
    long asLong = requests.stream().filter(each -> each.endMs() - each.startMs() >= most).count();
    return !requests.isEmpty() && asLong >= IN_WAVES * requests.size();
  }

  private static String times(List<Summary> rows) {
    int cases = Math.toIntExact(rows.stream().map(Summary::measured).distinct().count());
    String limited = Figures.count(cases, "case");
    if (rows.stream().map(row -> row.measured().against()).distinct().count() > 1) {
      return "it limited " + limited;
    }
    DoubleSummaryStatistics medians =
        rows.stream()
            .mapToDouble(row -> Objects.requireNonNull(row.medianMs()))
            .summaryStatistics();
    double least = medians.getMin();
    double most = medians.getMax();
    String took = least == most ? Figures.time(least) : Figures.range(least, most);
    boolean alike = cases > 1 && most - least < rows.getFirst().measured().delayMs();
    return "%s took %s%s".formatted(limited, took, alike ? ", with every model" : "");
  }
}

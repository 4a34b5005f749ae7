package dev.fanout.report.finding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Cases that kept all of the server's handler threads busy and could have sent more: one finding
 * for each number of handler threads.
 *
 * <p>It is told by the server's own count, since the floor of these cases is that of the server
 * already.
 */
final class ServerThreads implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.summaries().stream()
        .filter(row -> row.measured().boundByServer())
        .filter(row -> measurements.validShots(row).stream().anyMatch(ServerThreads::filled))
        .collect(
            groupingBy(
                row -> Objects.requireNonNull(row.measured().handlers()), TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(bound -> finding(bound.getKey(), bound.getValue()));
  }

  /** Whether the shot is one that the server's threads, and nothing less, could bind. */
  static boolean filled(Shot shot) {
    Integer threads = shot.measured().handlers();
    Integer peak = shot.count(Metric.SERVER_PEAK_IN_FLIGHT);
    return shot.measured().boundByServer() && threads != null && peak != null && peak >= threads;
  }

  private static Finding finding(int threads, List<Summary> rows) {
    return new Finding(
        "server-limit",
        Severity.WARNING,
        "the run",
        "With %s the server held at most %s at once: %s."
            .formatted(
                Figures.count(threads, "handler thread"),
                Figures.count(threads, "request"),
                times(rows)),
        "A request beyond that waits at the server for a thread, so the server decided these"
            + " figures more than any model did.",
        "Compare models on a server that answers asynchronously; a service like this one gains from"
            + " more threads, or from waiting without holding one, and not from another client.");
  }

  private static String times(List<Summary> rows) {
    int cases = Math.toIntExact(rows.stream().map(Summary::measured).distinct().count());
    String bound = Figures.count(cases, "case");
    if (rows.stream().map(row -> row.measured().against()).distinct().count() > 1) {
      return "it bound " + bound;
    }
    double least = rows.stream().mapToDouble(ServerThreads::median).min().orElseThrow();
    double most = rows.stream().mapToDouble(ServerThreads::median).max().orElseThrow();
    String took = least == most ? Figures.time(least) : Figures.range(least, most);
    boolean alike = cases > 1 && most - least < rows.getFirst().measured().delayMs();
    return "%s took %s%s".formatted(bound, took, alike ? ", whatever the model" : "");
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }
}

package dev.fanout.report.finding;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cases by HTTP/2 that met the server's limit of requests on a connection: the client failed, or
 * its requests waited.
 */
final class StreamLimit {
  /** What clients say who meet the limit, or of a server that refuses what is above it. */
  private static final List<String> SAID =
      List.of("too many concurrent streams", "Maximum active streams violated", "REFUSED_STREAM");

  private static final String ANY_CLIENT =
      "Let no more calls through than the server allows, with a semaphore or a size, or raise the"
          + " server's limit (Jetty and Tomcat: maxConcurrentStreams, nginx:"
          + " http2_max_concurrent_streams).";

  /** What each client has of its own to help. */
  private static final Map<String, String> OWN =
      Map.of(
          "jdk",
          " This client opens no second connection: several clients have one each.",
          "httpclient5",
          " This client has one connection: several clients have one each.",
          "netty",
          " Netty lets such calls wait with encoderEnforceMaxConcurrentStreams(true).",
          "okhttp",
          " OkHttp opens more connections, and needs several attempts to find out that it must:"
              + " retryOnConnectionFailure(true), its default, makes them.");

  private StreamLimit() {}

  /**
   * The case met the limit if a client says so of a failed shot; or if the limit is known, lower
   * than the case's requests at once, and each valid shot took a delay more than a case needs that
   * has no limit, while the server never held as many requests as there are.
   */
  static Optional<Finding> find(Summary row, Measurements measurements) {
    Case measured = row.measured();
    if (Parameter.HTTP.isUsual(measured.value(Parameter.HTTP))) {
      return Optional.empty();
    }
    List<Shot> failed =
        measurements.shots(row).stream().filter(shot -> says(shot.failure())).toList();
    if (!failed.isEmpty()) {
      int answered = failed.stream().mapToInt(Shot::succeeded).max().orElse(0);
      return Optional.of(
          finding(
              row,
              measurements,
              "%s of its shots failed, with %s: %s."
                  .formatted(
                      failed.size(),
                      limit(measured)
                          .orElse(
                              "at most %d of %s answered"
                                  .formatted(
                                      answered, Figures.count(measured.requests(), "request"))),
                      SAID.stream()
                          .filter(
                              said -> String.valueOf(failed.getFirst().failure()).contains(said))
                          .findFirst()
                          .orElseThrow()),
              "The client fails beyond the limit, whatever the model: it opens no further"
                  + " connection and lets no call wait."));
    }
    return waits(row, measurements)
        ? Optional.of(
            finding(
                row,
                measurements,
                "It took %s where one delay is %s, with %s."
                    .formatted(
                        Figures.time(Objects.requireNonNull(row.medianMs())),
                        Figures.delay(measured.delayMs()),
                        limit(measured).orElseThrow()),
                "Calls beyond the limit waited for those before them, or for further connections,"
                    + " whatever the model."))
        : Optional.empty();
  }

  private static boolean says(@Nullable String failure) {
    return failure != null && SAID.stream().anyMatch(failure::contains);
  }

  private static boolean waits(Summary row, Measurements measurements) {
    Case measured = row.measured();
    Integer streams = (Integer) measured.value(Parameter.STREAMS);
    Integer size = measured.size();
    List<Shot> valid = measurements.validShots(row);
    return streams != null
        && streams < measured.requests()
        && (size == null || size > streams)
        && measured.delay() == null
        && measured.value(Parameter.ARRIVALS) == null
        && !valid.isEmpty()
        && valid.stream().allMatch(shot -> waits(shot, size == null ? measured.requests() : size));
  }

  private static boolean waits(Shot shot, int atOnce) {
    Integer peak = shot.count(Metric.SERVER_PEAK_IN_FLIGHT);
    return peak != null
        && peak < Math.min(atOnce, shot.measured().requests())
        && Objects.requireNonNull(shot.elapsedMs()) >= 2 * shot.measured().delayMs();
  }

  private static Optional<String> limit(Case measured) {
    return Optional.ofNullable((Integer) measured.value(Parameter.STREAMS))
        .map(streams -> Figures.count(streams, "stream") + " to a connection");
  }

  private static Finding finding(
      Summary row, Measurements measurements, String says, String means) {
    String client = String.valueOf(row.measured().value(Parameter.CLIENT));
    return new Finding(
        "stream-limit",
        Severity.WARNING,
        measurements.name(row),
        says,
        means,
        ANY_CLIENT + OWN.getOrDefault(client, ""));
  }
}

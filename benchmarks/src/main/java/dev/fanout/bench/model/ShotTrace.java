package dev.fanout.bench.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.JsonFile;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.StandStill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the measured JVM tells the runner of its shot, over a file.
 *
 * @param requests those that have ended
 * @param failure why the shot does not count; absent if it does
 * @param stoodStill the process, of this JVM and its workers, that stood still for the longest
 *     time; absent if none did
 * @param values what else was measured
 * @param notes what the meters say in words
 */
public record ShotTrace(
    List<RequestTrace> requests,
    @Nullable String failure,
    @Nullable StandStill stoodStill,
    Map<Metric, Double> values,
    CostNotes notes) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The trace of a shot of which the meters have nothing to say. */
  public ShotTrace(
      List<RequestTrace> requests,
      @Nullable String failure,
      @Nullable StandStill stoodStill,
      Map<Metric, Double> values) {
    this(requests, failure, stoodStill, values, CostNotes.NONE);
  }

  static ShotTrace of(Timeline timeline, Work work, @Nullable Throwable thrown, Readings readings) {
    List<RequestTrace> requests = timeline.traces();
    StandStill stoodStill = timeline.stoodStill();
    Optional<Lateness> lateness = Lateness.of(timeline);
    String failure =
        stoodStill != null
            ? stoodStill.failure()
            : failure(requests, timeline.requests(), thrown)
                .or(() -> tooEarly(requests, work))
                .or(() -> lateness.flatMap(late -> late.failure(work.delay().median())))
                .orElse(null);
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.putAll(readings.values());
    lateness.ifPresent(late -> values.put(Metric.LATENESS_P99_MS, late.p99Ms()));
    return new ShotTrace(requests, failure, stoodStill, values, readings.notes());
  }

  /** The trace of a shot that is not measured, and that a quick answer may have. */
  static ShotTrace ofTraining(Timeline timeline, @Nullable Throwable thrown) {
    List<RequestTrace> requests = timeline.traces();
    String failure = failure(requests, timeline.requests(), thrown).orElse(null);
    return new ShotTrace(requests, failure, null, Map.of());
  }

  /** The trace of a shot that was not fired, since its model could not be opened. */
  static ShotTrace notOpened(Throwable cause) {
    return notFired(
        cause instanceof InvalidShotException || cause instanceof NotOpenedException
            ? String.valueOf(cause.getMessage())
            : "the model could not be opened, " + FailureText.of(cause));
  }

  /** The trace of a shot that was not fired. */
  static ShotTrace notFired(String why) {
    return new ShotTrace(List.of(), "The shot was not fired: " + why, null, Map.of());
  }

  private static Optional<String> failure(
      List<RequestTrace> requests, int planned, @Nullable Throwable thrown) {
    if (thrown != null) {
      return Optional.of(
          wasStopped(thrown)
              ? "The shot was stopped because it took too long; " + ended(requests, planned)
              : "The fan-out failed: " + FailureText.of(thrown));
    }
    return Expectation.ALL_RIGHT.unmet(requests, planned);
  }

  /** How many requests had ended, and the first of those that had not. */
  private static String ended(List<RequestTrace> requests, int planned) {
    List<RequestTrace> ended = Expectation.withoutCancelled(requests);
    return "%d of %d requests had ended%s"
        .formatted(ended.size(), planned, Expectation.butNot(ended, planned));
  }

  /** The trace of a shot that has not ended though it was told to. */
  static ShotTrace stuck(Timeline timeline) {
    List<RequestTrace> requests = timeline.traces();
    return new ShotTrace(
        requests,
        "The shot took too long, and did not end when it was stopped; "
            + ended(requests, timeline.requests()),
        null,
        Map.of());
  }

  /** The same, with what was left behind once all was closed. */
  ShotTrace leaving(String behind) {
    return new ShotTrace(requests, failure, stoodStill, values, notes.leaving(behind));
  }

  /** Whether JMH interrupted the shot, as it does when its time is up. */
  private static boolean wasStopped(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .anyMatch(InterruptedException.class::isInstance);
  }

  private static Optional<String> tooEarly(List<RequestTrace> requests, Work work) {
    return requests.stream()
        .filter(request -> tookMs(request) < work.earliest(request.request()).toMillis())
        .findFirst()
        .map(
            early ->
                String.format(
                    Locale.ROOT,
                    "Request %d was answered after %.3f ms, sooner than the delay of %d ms allows;"
                        + " is the delay stated rightly?",
                    early.request(),
                    tookMs(early),
                    work.delay(early.request()).toMillis()));
  }

  private static double tookMs(RequestTrace request) {
    return request.endMs() - request.startMs();
  }

  /** The same, with what clients and server said in other words. */
  public ShotTrace reworded(UnaryOperator<String> words) {
    return new ShotTrace(
        requests.stream().map(request -> reworded(request, words)).toList(),
        failure == null ? null : words.apply(failure),
        stoodStill,
        values,
        notes);
  }

  private static RequestTrace reworded(RequestTrace request, UnaryOperator<String> words) {
    return request.status().equals(RequestTrace.OK)
        ? request
        : new RequestTrace(
            request.request(),
            request.lane(),
            request.startMs(),
            request.endMs(),
            words.apply(request.status()),
            request.intendedMs());
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** Reads what the measured JVM left. */
  public static ShotTrace read(Path file) throws IOException {
    return JsonFile.read(file, ShotTrace.class);
  }
}

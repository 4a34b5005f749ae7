package dev.fanout.bench.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.JsonFile;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the measured JVM tells the runner of its shot, over a file.
 *
 * @param openMs what it took to open the model
 * @param requests those that have ended
 * @param failure why the shot does not count; absent if it does
 * @param cpuBusy as in {@link dev.fanout.report.measurement.Shot}
 * @param listenOverflows likewise
 * @param threads those of the measured JVM and its workers at the end; absent if unknown
 * @param memoryMib the most memory that they held; likewise
 * @param cpuMs the CPU time that they spent on the shot; likewise
 */
public record ShotTrace(
    @Nullable Double openMs,
    List<RequestTrace> requests,
    @Nullable String failure,
    @Nullable Double cpuBusy,
    @Nullable Integer listenOverflows,
    @Nullable Integer threads,
    @Nullable Double memoryMib,
    @Nullable Double cpuMs) {
  private static final JsonMapper JSON = new JsonMapper();

  static ShotTrace of(
      Timeline timeline,
      double openMs,
      Work work,
      @Nullable Throwable thrown,
      Moment before,
      Moment after) {
    List<RequestTrace> requests = timeline.traces();
    String failure = failure(requests, timeline.requests(), work, thrown).orElse(null);
    return new ShotTrace(
        openMs,
        requests,
        failure,
        after.busySince(before),
        after.overflowsSince(before),
        after.threads(),
        after.memoryMib(),
        after.cpuMsSince(before));
  }

  /** The trace of a shot that was not fired. */
  static ShotTrace notFired(Throwable cause) {
    String why =
        cause instanceof InvalidShotException
            ? cause.getMessage()
            : "the model could not be opened, " + SlowCall.failure(cause);
    return new ShotTrace(
        null, List.of(), "The shot was not fired: " + why, null, null, null, null, null);
  }

  private static Optional<String> failure(
      List<RequestTrace> requests, int planned, Work work, @Nullable Throwable thrown) {
    if (thrown != null) {
      return Optional.of("The fan-out failed: " + SlowCall.failure(thrown));
    }
    return wrongAnswers(requests, planned).or(() -> tooEarly(requests, work));
  }

  /** What speaks against the answers; empty if all came and are right. */
  public static Optional<String> wrongAnswers(List<RequestTrace> requests, int planned) {
    List<RequestTrace> wrong =
        requests.stream().filter(request -> !request.status().equals(RequestTrace.OK)).toList();
    int missing = planned - requests.size();
    if (wrong.isEmpty()) {
      return missing == 0
          ? Optional.empty()
          : Optional.of(
              "%d of %d requests ended, the others never did".formatted(requests.size(), planned));
    }
    return Optional.of(
        "%d of %d requests failed, the first of them, number %d: %s%s"
            .formatted(
                wrong.size(),
                planned,
                wrong.getFirst().request(),
                wrong.getFirst().status(),
                missing == 0 ? "" : "; %d were not sent or never ended".formatted(missing)));
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
        openMs,
        requests.stream().map(request -> reworded(request, words)).toList(),
        failure == null ? null : words.apply(failure),
        cpuBusy,
        listenOverflows,
        threads,
        memoryMib,
        cpuMs);
  }

  private static RequestTrace reworded(RequestTrace request, UnaryOperator<String> words) {
    return request.status().equals(RequestTrace.OK)
        ? request
        : new RequestTrace(
            request.request(),
            request.lane(),
            request.startMs(),
            request.endMs(),
            words.apply(request.status()));
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** Reads what the measured JVM left. */
  public static ShotTrace read(Path file) throws IOException {
    return JsonFile.read(file, ShotTrace.class);
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Planned;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.server.Load;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what JMH's clock, the measured JVM and the server say of a shot. */
final class Judge {
  private Judge() {}

  /**
   * The shot as it is reported; it counts only if all three say so.
   *
   * @param load what the server has served since just before the shot; empty if it does not count
   */
  static Shot judge(
      Planned shot, JmhShot fired, Optional<Load> load, String runId, Instant startedAt) {
    int requests = shot.measured().requests();
    int succeeded = succeeded(fired.trace().map(ShotTrace::requests).orElse(List.of()));
    String failure = failure(requests, fired, load);
    return new Shot(
        runId,
        shot.round(),
        shot.measured(),
        shot.temperature(),
        shot.floor().toMillis(),
        fired.trace().map(ShotTrace::openMs).orElse(null),
        failure != null
            ? null
            : fired.result().map(result -> result.getPrimaryResult().getScore()).orElse(null),
        succeeded,
        requests - succeeded,
        load.map(Load::peakInFlight).orElse(null),
        startedAt.truncatedTo(ChronoUnit.MILLIS),
        failure,
        fired.trace().map(ShotTrace::cpuBusy).orElse(null),
        fired.trace().map(ShotTrace::listenOverflows).orElse(null));
  }

  private static int succeeded(List<RequestTrace> requests) {
    return Math.toIntExact(
        requests.stream().filter(request -> request.status().equals(RequestTrace.OK)).count());
  }

  private static @Nullable String failure(int requests, JmhShot fired, Optional<Load> load) {
    if (fired.trace().isEmpty()) {
      return "The measured JVM ended before its shot did; jmh/output.txt tells more.";
    }
    String invalid = fired.trace().get().failure();
    if (invalid != null) {
      return invalid;
    }
    if (fired.result().isEmpty()) {
      return "JMH gave no result; jmh/output.txt tells more.";
    }
    if (load.isPresent() && load.get().served() != requests) {
      return "The server counted %d requests where %d were to be sent."
          .formatted(load.get().served(), requests);
    }
    return null;
  }
}

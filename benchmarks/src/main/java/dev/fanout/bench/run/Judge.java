package dev.fanout.bench.run;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.text.Figures;
import dev.fanout.server.Load;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what JMH's clock, the measured JVM and the server say of a shot. */
final class Judge {
  private Judge() {}

  /**
   * The shot as it is reported; it counts only if all three say so.
   *
   * @param served what the server says of it
   */
  static Shot judge(
      ShotPlan shot, ShotResult fired, Served served, String runId, Instant startedAt) {
    int requests = shot.measured().requests();
    int succeeded = succeeded(fired.trace().map(ShotTrace::requests).orElse(List.of()));
    StandStill stood = stoodStill(fired, served);
    String failure = stood != null ? stood.failure() : failure(shot, fired, served);
    return new Shot(
        runId,
        shot.round(),
        shot.measured(),
        shot.temperature(),
        (double) shot.floor().toMillis(),
        failure != null ? null : Double.valueOf(fired.elapsedMs().orElseThrow()),
        succeeded,
        requests - succeeded,
        startedAt.truncatedTo(ChronoUnit.MILLIS),
        failure,
        stood,
        values(shot, fired, served),
        fired.trace().map(ShotTrace::notes).orElse(CostNotes.NONE));
  }

  private static Map<Metric, Double> values(ShotPlan shot, ShotResult fired, Served served) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    StreamTheory stream = shot.stream();
    if (stream != null) {
      fired.trace().map(ShotTrace::requests).map(stream::values).ifPresent(values::putAll);
    }
    fired.trace().map(ShotTrace::values).ifPresent(values::putAll);
    if (served instanceof Served.Counted(Load load)) {
      values.put(Metric.SERVER_PEAK_IN_FLIGHT, (double) load.peakInFlight());
      values.put(Metric.CONNECTIONS, (double) load.connections());
      Double processCpuMs = load.processCpuMs();
      if (processCpuMs != null && processCpuMs >= 0) {
        values.put(Metric.SERVER_CPU_MS, processCpuMs);
      }
    }
    return values;
  }

  /** Of the measured JVM with its workers and the slow server, what stood still for longer. */
  private static @Nullable StandStill stoodStill(ShotResult fired, Served served) {
    StandStill measured = fired.trace().map(ShotTrace::stoodStill).orElse(null);
    long serverMs = served instanceof Served.Counted(Load load) ? load.stoodStillMs() : 0;
    return serverMs > (measured == null ? 0 : measured.ms())
        ? new StandStill("slow server", serverMs)
        : measured;
  }

  private static int succeeded(List<RequestTrace> requests) {
    return Math.toIntExact(
        requests.stream().filter(request -> request.status().equals(RequestTrace.OK)).count());
  }

  private static @Nullable String failure(ShotPlan shot, ShotResult fired, Served served) {
    if (fired.trace().isEmpty()) {
      return fired
          .trouble()
          .orElse("The measured JVM ended before its shot did; jmh/output.txt tells more.");
    }
    String invalid = fired.trace().get().failure();
    if (invalid != null) {
      return served instanceof Served.Gone
          ? "The server ended during the shot: " + invalid
          : invalid;
    }
    if (fired.elapsedMs().isEmpty()) {
      return "JMH gave no result; jmh/output.txt tells more.";
    }
    return switch (served) {
      case Served.Uncounted _ -> null;
      case Served.Gone _ -> "The server ended before it could be asked what it had served.";
      case Served.Counted(Load load) -> miscounted(load, shot.measured());
    };
  }

  private static @Nullable String miscounted(Load load, Case measured) {
    if (load.served() != measured.requests()) {
      return "The server counted %d requests where %d were to be sent."
          .formatted(load.served(), measured.requests());
    }
    int logins = measured.workload().equals(WorkloadKind.SESSION.key()) ? 1 : 0;
    return load.logins() == logins
        ? null
        : "The server counted %s where %d was right."
            .formatted(Figures.count((int) load.logins(), "login"), logins);
  }
}

package dev.fanout.report;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measurements made up for tests: round figures, a failed shot, a missing one. */
public final class Samples {
  /** The id of the made-up run. */
  public static final String RUN_ID = "2026-01-02T03-04-05Z";

  /** Serial, the case that speed-ups refer to. */
  public static final Case SERIAL = hello("serial", "okhttp", null, null, 1);

  /** A process pool with chunks, which the tutorials published a figure for. */
  public static final Case CHUNKED = hello("process-pool", "okhttp", 8, 4, 8);

  /** Virtual threads. */
  public static final Case VIRTUAL = hello("virtual-threads", "okhttp", null, null, 100);

  /** One asynchronous client. */
  public static final Case FUTURE = hello("completable-future", "jdk", null, null, 100);

  private static final String SERVER = "slow server on loopback";

  private Samples() {}

  private static Case hello(
      String model, String client, @Nullable Integer size, @Nullable Integer chunk, int inFlight) {
    return new Case(model, null, client, size, chunk, inFlight, "hello", 100, 3_000);
  }

  /** The same model at another workload, with other delays, or against another server. */
  public static Case at(
      Case measured,
      String workload,
      @Nullable String delay,
      @Nullable Long cpuMs,
      @Nullable Integer handlerThreads) {
    return measured
        .with(Parameter.WORKLOAD, workload)
        .with(Parameter.DELAY, delay)
        .with(Parameter.CPU_MS, cpuMs)
        .with(Parameter.FILE_BYTES, null)
        .with(Parameter.WRITES, null)
        .with(Parameter.HANDLER_THREADS, handlerThreads);
  }

  /** The same model against a server of so many handler threads. */
  public static Case against(@Nullable Integer handlerThreads, Case measured) {
    return measured.with(Parameter.HANDLER_THREADS, handlerThreads);
  }

  /** A valid shot. */
  public static Shot shot(
      Case measured, Temperature temperature, int round, double floorMs, double elapsedMs) {
    return new Shot(
        RUN_ID,
        round,
        measured,
        temperature,
        floorMs,
        elapsedMs,
        measured.requests(),
        0,
        Instant.parse("2026-01-02T03:04:06.700Z"),
        null,
        null,
        measured(measured.inFlight(), 0.125, 0));
  }

  /** What is measured beside the wall time, where the server counts. */
  public static Map<Metric, Double> measured(
      @Nullable Integer peak, @Nullable Double cpuBusy, @Nullable Integer listenOverflows) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    values.put(Metric.OPEN_MS, 12.5);
    if (peak != null) {
      values.put(Metric.SERVER_PEAK_IN_FLIGHT, (double) peak);
    }
    if (cpuBusy != null) {
      values.put(Metric.CPU_BUSY, cpuBusy);
    }
    if (listenOverflows != null) {
      values.put(Metric.LISTEN_OVERFLOWS, (double) listenOverflows);
    }
    return values;
  }

  /** The same shot, with other values beside the wall time. */
  public static Shot with(Map<Metric, Double> values, Shot shot) {
    return new Shot(
        shot.runId(),
        shot.round(),
        shot.measured(),
        shot.temperature(),
        shot.floorMs(),
        shot.elapsedMs(),
        shot.succeeded(),
        shot.failed(),
        shot.startedAt(),
        shot.failure(),
        shot.stoodStill(),
        values);
  }

  /** The same shot, measured on cores that nobody recorded. */
  public static Shot onUnknownCores(Shot shot) {
    return new Shot(
        shot.runId(),
        shot.round(),
        shot.measured().onUnknownCores(),
        shot.temperature(),
        null,
        shot.elapsedMs(),
        shot.succeeded(),
        shot.failed(),
        shot.startedAt(),
        shot.failure(),
        null,
        shot.values());
  }

  /** A shot that does not count, with a cause that is hard to write into a CSV file. */
  public static Shot failedShot(Case measured, Temperature temperature, int round) {
    return failedShot(
        measured,
        temperature,
        round,
        "3 of 100 requests failed, \"worker 2\" | died:\nout of luck");
  }

  /** A shot that failed so. */
  public static Shot failedShot(Case measured, Temperature temperature, int round, String failure) {
    return new Shot(
        RUN_ID,
        round,
        measured,
        temperature,
        3_000.0,
        null,
        97,
        3,
        Instant.parse("2026-01-02T03:04:06Z"),
        failure,
        null,
        Map.of());
  }

  /** The shots of the run. */
  public static List<Shot> shots() {
    return List.of(
        shot(VIRTUAL, Temperature.WARM, 1, 3_000, 3_021.25),
        shot(SERIAL, Temperature.COLD, 1, 300_000, 300_500),
        shot(CHUNKED, Temperature.COLD, 1, 48_000, 48_250),
        shot(FUTURE, Temperature.WARM, 1, 3_000, 3_040),
        shot(VIRTUAL, Temperature.WARM, 2, 3_000, 3_025.5),
        failedShot(FUTURE, Temperature.WARM, 2),
        shot(VIRTUAL, Temperature.WARM, 3, 3_000, 3_019),
        shot(FUTURE, Temperature.WARM, 3, 3_000, 3_020),
        failedShot(FUTURE, Temperature.COLD, 1));
  }

  /** The requests of a shot: as many as its case allows at a time, in waves. */
  public static List<RequestTrace> requests(Shot shot) {
    Case measured = shot.measured();
    int inFlight = Objects.requireNonNull(measured.inFlight());
    return IntStream.range(0, measured.requests())
        .mapToObj(
            i -> {
              int wave = i / inFlight;
              double start = wave * (measured.delayMs() + 5.0);
              String status = i < shot.succeeded() ? RequestTrace.OK : "HTTP status 500";
              return new RequestTrace(
                  i, i % inFlight, start, start + measured.delayMs() + 4, status);
            })
        .toList();
  }

  /** The run's environment; one planned shot never came. */
  public static Environment environment(Outcome outcome) {
    var planned = new ArrayList<>(shots().stream().map(Samples::planned).toList());
    planned.add(new PlannedShot(VIRTUAL, Temperature.COLD, 1, 3_000.0, SERVER, List.of()));
    return planning(planned, outcome);
  }

  /** The same environment, of a run in which these shots came and none else was planned. */
  public static Environment environment(Outcome outcome, List<Shot> shots) {
    return planning(shots.stream().map(Samples::planned).toList(), outcome);
  }

  private static PlannedShot planned(Shot shot) {
    return new PlannedShot(
        shot.measured(), shot.temperature(), shot.round(), shot.floorMs(), SERVER, List.of());
  }

  /** The same environment, of a run whose delay is the server's own. */
  public static Environment withAssumedDelay(Environment environment) {
    Plan plan = environment.plan();
    return new Environment(
        environment.runId(),
        environment.startedAt(),
        environment.endedAt(),
        environment.outcome(),
        environment.machine(),
        environment.jdk(),
        environment.libraries(),
        environment.commit(),
        environment.command(),
        environment.server(),
        new Plan(plan.preset(), plan.requests(), plan.delayMs(), plan.seed(), plan.shots(), true));
  }

  private static Environment planning(List<PlannedShot> planned, Outcome outcome) {
    return new Environment(
        RUN_ID,
        Instant.parse("2026-01-02T03:04:05.678Z"),
        Instant.parse("2026-01-02T03:12:45Z"),
        outcome,
        new Machine("Linux 6.1", "amd64", "Made-up CPU", 2, 24_000L, 20_000L, 4_096, 0.25),
        new Jdk(
            "25.0.3+9-LTS",
            "Eclipse Adoptium",
            List.of("-Xshare:auto"),
            List.of("-Xmx128m"),
            Map.of()),
        Map.of("jmh", "1.37"),
        new Commit("0123456789abcdef0123456789abcdef01234567", true),
        "scripts/fanout run",
        SERVER,
        new Plan(
            "tutorial",
            planned.getFirst().measured().requests(),
            planned.getFirst().measured().delayMs(),
            42L,
            planned));
  }
}

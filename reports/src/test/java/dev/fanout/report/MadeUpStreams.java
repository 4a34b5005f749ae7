package dev.fanout.report;

import static java.util.Objects.requireNonNull;

import dev.fanout.report.claim.ClaimChecks;
import dev.fanout.report.finding.Findings;
import dev.fanout.report.finding.Measurements;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.stream.OfferedRate;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.stream.StreamGroup;
import dev.fanout.report.summary.Results;
import dev.fanout.report.summary.Summaries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Runs of streams made up for tests: a queue before some places, worked off in order. */
public final class MadeUpStreams {
  private static final double SERVICE_MS = 50;
  private static final long SEED = 1;

  private MadeUpStreams() {}

  /** Pools of 10 and 20 and as many virtual threads at four rates, of which 10 cannot keep two. */
  public static Results rates() {
    var shots = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (int rate : new int[] {80, 160, 240, 320}) {
      for (String model : List.of("fixed-thread-pool", "virtual-threads")) {
        for (int size : new int[] {10, 20}) {
          var requests = requests("poisson", rate, 8_000, size, cost(model), null);
          Shot shot = shot(model, size, "poisson:%d/s".formatted(rate), 8_000, null, 1, requests);
          shots.put(shot, requests);
        }
      }
    }
    return results(shots);
  }

  /** A pool of 20 and as many threads as it takes, while the server stalls; three shots each. */
  public static Results stall() {
    var shots = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (int round = 1; round <= 3; round++) {
      for (@Nullable Integer size : Arrays.asList(20, null)) {
        String model = size == null ? "virtual-threads" : "fixed-thread-pool";
        int places = size == null ? 2_400 : size;
        var requests = requests("even", 200, 12_000, places, cost(model) + round / 100.0, "1s@4s");
        shots.put(shot(model, size, "200/s", 12_000, "1s@4s", round, requests), requests);
      }
    }
    return results(shots);
  }

  private static double cost(String model) {
    return model.equals("virtual-threads") ? 0.4 : 0.3;
  }

  /** A case of a stream. */
  public static Case stream(
      String model,
      @Nullable Integer size,
      String arrivals,
      long streamMs,
      @Nullable String stall,
      int requests) {
    return new Case(
            model,
            null,
            "okhttp",
            size,
            null,
            size == null ? requests : size,
            "hello",
            requests,
            (long) SERVICE_MS)
        .with(Parameter.ARRIVALS, arrivals)
        .with(Parameter.STREAM_MS, streamMs)
        .with(Parameter.STALL, stall);
  }

  private static Shot shot(
      String model,
      @Nullable Integer size,
      String arrivals,
      long streamMs,
      @Nullable String stall,
      int round,
      List<RequestTrace> requests) {
    Case measured = stream(model, size, arrivals, streamMs, stall, requests.size());
    double end = requests.stream().mapToDouble(RequestTrace::endMs).max().orElseThrow();
    return new Shot(
        Samples.RUN_ID,
        round,
        measured,
        Temperature.WARM,
        (double) Math.round(end - 10),
        end,
        requests.size(),
        0,
        Instant.parse("2026-01-02T03:04:06Z"),
        null,
        null,
        values(measured, requests));
  }

  private static Map<Metric, Double> values(Case measured, List<RequestTrace> requests) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    long streamMs = StreamGroup.streamMs(measured);
    values.putAll(new StreamFigures(requests, streamMs).values());
    values.put(Metric.LATENESS_P99_MS, 0.1);
    double rate = OfferedRate.of(measured).perSecond();
    double served = requireNonNull(measured.inFlight()) / SERVICE_MS * 1_000;
    if (rate >= served) {
      Percentile.ALL.forEach(each -> values.remove(each.response()));
      values.remove(Metric.RESPONSE_MAX_MS);
      values.remove(Metric.WAIT_MEAN_MS);
      values.put(Metric.GROWTH_PER_S, rate - served);
      return values;
    }
    for (Percentile each : Percentile.ALL) {
      if (values.containsKey(each.response())) {
        values.put(each.floor(), requireNonNull(values.get(each.response())) - 0.5);
      }
    }
    values.put(
        Metric.FLOOR_RESPONSE_MAX_MS, requireNonNull(values.get(Metric.RESPONSE_MAX_MS)) - 0.5);
    double wait = Math.max(0, requireNonNull(values.get(Metric.WAIT_MEAN_MS)) - 0.1);
    values.put(Metric.FLOOR_WAIT_MEAN_MS, wait);
    values.put(Metric.EXPECTED_WAIT_MEAN_MS, 2 * wait);
    return values;
  }

  /**
   * The requests as a queue works them off.
   *
   * @param costMs what each waits beyond its turn
   */
  public static List<RequestTrace> requests(
      String kind,
      int perSecond,
      long streamMs,
      int places,
      double costMs,
      @Nullable String stall) {
    var draws = new SplittableRandom(SEED);
    double[] freeAt = new double[places];
    var requests = new ArrayList<RequestTrace>();
    double arrived = 0;
    while (arrived < streamMs) {
      int place = 0;
      for (int i = 1; i < places && freeAt[place] > arrived; i++) {
        place = freeAt[i] < freeAt[place] ? i : place;
      }
      double start = Math.max(arrived, freeAt[place]) + costMs;
      double due = start + SERVICE_MS * (0.8 + 0.4 * draws.nextDouble());
      double end = stall == null || due < 4_000 || due >= 5_000 ? due : 5_000 + (due - 4_000) / 50;
      freeAt[place] = end;
      requests.add(
          new RequestTrace(
              requests.size(),
              place,
              rounded(start),
              rounded(end),
              RequestTrace.OK,
              rounded(arrived)));
      double mean = 1_000.0 / perSecond;
      arrived += kind.equals("even") ? mean : -mean * Math.log(1 - draws.nextDouble());
    }
    return requests;
  }

  private static double rounded(double ms) {
    return Math.round(ms * 1_000) / 1_000.0; // as files have it
  }

  private static Results results(Map<Shot, List<RequestTrace>> requests) {
    List<Shot> shots = List.copyOf(requests.keySet());
    List<Summary> summaries = Summaries.of(shots, List.of());
    var environment = Samples.environment(Outcome.COMPLETE, shots);
    return new Results(
        environment,
        shots,
        requests,
        summaries,
        List.of(),
        ClaimChecks.of(summaries, List.of()),
        Findings.of(new Measurements(environment, shots, requests, summaries, List.of(), Map.of())),
        null);
  }
}

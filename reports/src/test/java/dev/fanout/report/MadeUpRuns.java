package dev.fanout.report;

import static java.util.Objects.requireNonNull;

import dev.fanout.report.csv.SwitchCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.PublishedCost;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.summary.Summaries;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whole runs made up for tests, each with what some chart needs. */
public final class MadeUpRuns {
  /** Text that means something to HTML, JSON, JavaScript, CSV or a chart's label. */
  public static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"
          + "\"'&amp;&\u2028{b}{a|x}`${1}{{title}}@ink";

  private MadeUpRuns() {}

  /** The small run of {@link Samples}. */
  public static Results small() {
    return results(Samples.shots(), Map.of());
  }

  /** The small run, with one case at each temperature. */
  public static Results temperatures() {
    var shots = new ArrayList<>(Samples.shots());
    for (Temperature each : Temperature.ALL) {
      shots.add(Samples.shot(Samples.SERIAL, each, 2, 300_000, 300_100));
    }
    return results(shots, Map.of());
  }

  /** Pools of several sizes, with and without chunks; of 100 requests of 200 ms. */
  public static Results sizes() {
    var shots = new ArrayList<Shot>();
    for (int size : new int[] {5, 10, 20, 25, 40, 50, 100, 150}) {
      Case pool = sized("fixed-thread-pool", size, null);
      double floor = Math.ceilDiv(100, size) * 200.0;
      shots.add(costing(size, shot(pool, Temperature.COLD, 1, floor, floor + 150)));
      for (int round = 1; round <= 3; round++) {
        shots.add(costing(size, shot(pool, Temperature.WARM, round, floor, floor + 4 + round)));
      }
    }
    for (int size : new int[] {2, 4, 8, 16}) {
      double steps = Math.ceilDiv(25, size) * 4.0;
      shots.add(
          shot(sized("process-pool", size, 4), Temperature.COLD, 1, steps * 200, steps * 200 + 90));
    }
    return results(shots, Map.of());
  }

  /**
   * 100 requests of a second by many models, whose costs tell them apart more than their times; and
   * three of them with 1,000 requests.
   */
  public static Results costs() {
    var shots = new ArrayList<Shot>();
    shots.addAll(priced(model("serial", null, null, 1), 100_280, 280, 92_000));
    shots.addAll(priced(model("process-pool", null, 8, 8), 13_120, 2_900, 760_000));
    shots.addAll(priced(model("fixed-thread-pool", null, 10, 10), 10_130, 310, 99_000));
    shots.addAll(priced(model("fixed-thread-pool", null, 50, 50), 2_010, 330, 104_000));
    shots.addAll(priced(model("fixed-thread-pool", null, 100, 100), 1_010, 60, 118_000));
    shots.addAll(priced(model("completable-future", null, null, 100), 1_014, 90, 120_000));
    shots.addAll(priced(model("virtual-threads", null, null, 100), 1_007, 50, 112_000));
    shots.addAll(priced(model("virtual-threads", null, 50, 50), 2_011, 52, 104_000));
    shots.addAll(priced(model("structured-scope", null, null, 100), 1_008, 51, 115_000));
    shots.addAll(priced(model("event-loop", "one-loop", null, 100), 1_008, 14, 88_000));
    shots.addAll(priced(model("event-loop", "two-loops", null, 100), 1_010, 15, 89_000));
    shots.addAll(priced(model("reactive", null, null, 100), 1_020, 40, 140_000));
    shots.addAll(priced(model("process-pool-async", null, 8, 100), 1_028, 420, 790_000));
    for (String model : List.of("virtual-threads", "completable-future", "event-loop")) {
      int own = model.length();
      Case many = model(model, null, null, 1_000).with(Parameter.REQUESTS, 1_000);
      shots.addAll(priced(many, 1_040 + own, 20 * own, 180_000 + 900 * own));
    }
    return results(shots, Map.of());
  }

  private static Case model(
      String model, @Nullable String variant, @Nullable Integer size, int inFlight) {
    return new Case(model, variant, "okhttp", size, null, inFlight, "hello", 100, 1_000);
  }

  /** Three cold and three warm shots, or one cold shot of what takes long. */
  public static List<Shot> priced(Case measured, double warmMs, double warmCpuMs, double peakKb) {
    double floorMs =
        Math.ceilDiv(measured.requests(), requireNonNull(measured.inFlight()))
            * (double) measured.delayMs();
    boolean once = floorMs >= 10_000;
    var shots = new ArrayList<Shot>();
    for (int round = 1; round <= (once ? 1 : 3); round++) {
      Shot cold = shot(measured, Temperature.COLD, round, floorMs, warmMs + 120 + 9 * round);
      shots.add(costing(500 + 1.1 * warmCpuMs + 10 * round, peakKb * 0.9, cold));
      if (!once) {
        Shot warm = shot(measured, Temperature.WARM, round, floorMs, warmMs + 3 * round - 6);
        shots.add(costing(warmCpuMs + round - 2, peakKb + 400 * round, warm));
      }
    }
    return shots;
  }

  private static Shot costing(double cpuMs, double peakKb, Shot shot) {
    var values = new EnumMap<>(shot.values());
    values.put(Metric.CPU_USER_MS, 0.7 * cpuMs);
    values.put(Metric.CPU_SYSTEM_MS, 0.3 * cpuMs);
    values.put(Metric.PEAK_RSS_KB, peakKb);
    return Samples.with(values, shot);
  }

  /** The same shot, which cost something of each kind. */
  private static Shot costing(int size, Shot shot) {
    var values = new EnumMap<>(shot.values());
    values.put(Metric.CPU_USER_MS, 40.0 * shot.round() + size);
    values.put(Metric.CPU_SYSTEM_MS, 10.0 + size);
    values.put(Metric.PEAK_RSS_KB, 100_000.0 + 500 * size);
    values.put(Metric.PEAK_PLATFORM_THREADS, 20.0 + size);
    return Samples.with(values, shot);
  }

  /** From 10 to 10,000 requests of 50 ms. */
  public static Results counts() {
    var shots = new ArrayList<Shot>();
    for (int requests : new int[] {10, 100, 1_000, 10_000}) {
      for (String model : List.of("virtual-threads", "completable-future")) {
        var unbounded =
            new Case(model, null, "okhttp", null, null, requests, "hello", requests, 50);
        shots.add(shot(unbounded, Temperature.COLD, 1, 50, 250 + 0.3 * requests));
        shots.add(shot(unbounded, Temperature.WARM, 1, 50, 52 + 0.1 * requests));
      }
      var pool = new Case("fixed-thread-pool", null, "okhttp", 10, null, 10, "hello", requests, 50);
      shots.add(shot(pool, Temperature.WARM, 1, requests * 5, requests * 5.2));
    }
    return results(shots, Map.of());
  }

  /** Six cases against servers of 1, 10 and 25 handler threads and one without; cold and warm. */
  public static Results servers() {
    var shots = new ArrayList<Shot>();
    for (Integer threads : Arrays.asList(1, 10, 25, null)) {
      for (Case each :
          List.of(
              against(threads, "serial", "okhttp", null, 1),
              against(threads, "fixed-thread-pool", "okhttp", 10, 10),
              against(threads, "fixed-thread-pool", "okhttp", 50, 50),
              against(threads, "virtual-threads", "okhttp", null, 100),
              against(threads, "completable-future", "jdk", null, 100),
              against(threads, "event-loop", "netty", null, 100))) {
        int atOnce =
            Math.min(requireNonNull(each.inFlight()), Objects.requireNonNullElse(threads, 100));
        double floor = Math.ceilDiv(100, atOnce) * 200.0;
        double own = 1 + each.label().length() % 7;
        shots.add(shot(each, Temperature.COLD, 1, floor, 1.004 * floor + 120 + 10 * own));
        if (floor < 10_000) {
          shots.add(shot(each, Temperature.WARM, 1, floor, 1.002 * floor + own));
          shots.add(shot(each, Temperature.WARM, 2, floor, 1.002 * floor + 2 * own));
        }
      }
    }
    return results(shots, Map.of());
  }

  private static Case against(
      @Nullable Integer threads,
      String model,
      String client,
      @Nullable Integer size,
      int inFlight) {
    return new Case(model, null, client, size, null, inFlight, "hello", 100, 200)
        .with(Parameter.HANDLER_THREADS, threads);
  }

  /** Pages that cost from no CPU time to 100 ms each, on two cores. */
  public static Results pages() {
    var shots = new ArrayList<Shot>();
    for (long cpuMs : new long[] {0, 5, 20, 50, 100}) {
      for (String model : List.of("virtual-threads", "event-loop", "process-pool", "serial")) {
        int inFlight = model.equals("serial") ? 1 : model.equals("process-pool") ? 25 : 100;
        int cores = model.equals("serial") || model.equals("event-loop") ? 1 : 2;
        double waits = Math.ceilDiv(101, inFlight) * 200.0;
        double works = 101.0 * cpuMs / cores;
        double floor = model.equals("serial") ? waits + works : Math.max(waits, works);
        var page =
            new Case(model, null, "okhttp", null, null, inFlight, "crawl", 101, 200)
                .with(Parameter.CPU_MS, cpuMs);
        shots.add(shot(page, Temperature.COLD, 1, floor, floor * 1.03 + 150));
        shots.add(shot(page, Temperature.WARM, 1, floor, floor * 1.02 + 9));
      }
    }
    return results(shots, Map.of());
  }

  /** A log-in and then the rest, with delays that are drawn; and a group before a sequence. */
  public static Results stages() {
    var requests = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (String workload : List.of("session", "staged")) {
      var staged =
          new Case("virtual-threads", null, "okhttp", null, null, 12, workload, 12, 200)
              .with(Parameter.DELAY, "uniform:100ms..300ms");
      Shot shot = shot(staged, Temperature.WARM, 1, 600, 612);
      var traces = new ArrayList<RequestTrace>();
      for (int i = 0; i < 12; i++) {
        boolean later = workload.equals("session") ? i > 0 : i > 7;
        double start = !later ? 1 : workload.equals("session") ? 180 : 60.0 * i - 180;
        double took = later && workload.equals("staged") ? 60 : 110 + 37 * i % 190;
        traces.add(new RequestTrace(i, i, start, start + took, RequestTrace.OK));
      }
      requests.put(shot, traces);
    }
    return results(List.copyOf(requests.keySet()), requests);
  }

  /** Ten cases of 10,000 requests, each recorded: 100,000 rows. */
  public static Results large() {
    var requests = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (int size : new int[] {1, 10, 100, 500, 1_000, 2_000, 3_000, 4_000, 5_000, 10_000}) {
      var pool =
          new Case("fixed-thread-pool", null, "okhttp", size, null, size, "hello", 10_000, 50);
      double floor = Math.ceilDiv(10_000, size) * 50.0;
      Shot shot = shot(pool, Temperature.WARM, 1, floor, floor * 1.1);
      requests.put(shot, Samples.requests(shot));
    }
    return results(List.copyOf(requests.keySet()), requests);
  }

  /** A run in which nothing came. */
  public static Results empty() {
    return results(List.of(), Map.of());
  }

  /** A server without delay, whose floors are zero, and a shot below its floor. */
  public static Results odd() {
    return results(
        List.of(
            shot(undelayed("serial"), Temperature.COLD, 1, 0, 20),
            shot(undelayed("virtual-threads"), Temperature.COLD, 1, 0, 12),
            shot(sized("fixed-thread-pool", 100, null), Temperature.WARM, 1, 200, 199)),
        Map.of());
  }

  private static Case undelayed(String model) {
    return new Case(model, null, null, null, null, 1, "hello", 9, 0);
  }

  /** A run of one model of that name. */
  public static Results named(String model) {
    return results(
        List.of(
            shot(
                new Case(model, null, null, null, null, 1, "hello", 9, 100),
                Temperature.COLD,
                1,
                900,
                930)),
        Map.of());
  }

  /** A run whose every text is hostile. */
  public static Results hostile() {
    return hostile(HOSTILE);
  }

  /** A run whose every text is this one. */
  public static Results hostile(String text) {
    var measured = new Case(text, text, text, 3, null, 3, text, 9, 100);
    Shot valid = shot(measured, Temperature.WARM, 1, 300, 320);
    Shot failed =
        new Shot(
            Samples.RUN_ID,
            1,
            measured,
            Temperature.COLD,
            300.0,
            null,
            8,
            1,
            Instant.EPOCH,
            text,
            null,
            Map.of());
    Results results =
        results(
            List.of(valid, failed), Map.of(valid, List.of(new RequestTrace(0, 0, 0, 101, text))));
    Summary row = results.summaries().getFirst();
    return new Results(
        results.environment(),
        results.shots(),
        results.requests(),
        results.summaries(),
        results.missing(),
        List.of(
            new ClaimCheck(new Claim(text, text, null, 3, null, 9, 100, 310), row, false, text)),
        List.of(new Finding(text, Severity.WARNING, text, text, text, text)),
        null);
  }

  /** Micro-benchmarks: some measured, one left out. */
  public static Results switching() {
    Environment sample = Samples.environment(Outcome.COMPLETE);
    return new Results(
        new Environment(
            sample.runId(),
            sample.startedAt(),
            sample.endedAt(),
            Outcome.COMPLETE,
            sample.machine(),
            sample.jdk(),
            sample.libraries(),
            sample.commit(),
            "scripts/fanout run --preset switch",
            "slow server on loopback, called where it answers without a delay",
            new Plan("switch", 1, 0, null, List.of())),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        new Switching(
            List.of(
                cost("hand-off-generator", null, Quantity.HAND_OFF, 2.5),
                cost("hand-off-platform", null, Quantity.HAND_OFF, 8_000),
                cost("hand-off-virtual", null, Quantity.HAND_OFF, 400),
                cost("create-platform", null, Quantity.CREATION, 40_000),
                cost("create-virtual", null, Quantity.CREATION, 800),
                cost("request-blocking", null, Quantity.REQUEST, 160_000),
                cost("known-sleep", null, Quantity.WAIT, 1_060_000),
                cost("parked-platform", 10_000, Quantity.PARKED, 10_240),
                SwitchCost.without(
                    "parked-platform",
                    "what it does",
                    100_000,
                    Quantity.PARKED,
                    "100000 platform threads are too many"),
                cost("parked-virtual", 10_000, Quantity.PARKED, 1_700),
                cost("known-array", 10_000, Quantity.ARRAY, 1_041)),
            published()),
        null);
  }

  private static List<PublishedCost> published() {
    try {
      return SwitchCsv.published();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row of three JVMs, whose measurements are 10 % about the mean. */
  public static SwitchCost cost(
      String benchmark, @Nullable Integer tasks, Quantity quantity, double mean) {
    boolean time = quantity.isTime();
    return new SwitchCost(
        benchmark,
        "what it does",
        tasks,
        quantity,
        3,
        time ? 5 : 1,
        mean,
        mean / 20,
        mean - mean / 10,
        mean + mean / 10,
        time ? 48.0 : null,
        time ? null : Double.valueOf(mean - 1),
        null);
  }

  /** The shots of {@link MadeUpTunings#pool}, with another outcome if need be. */
  public static Results tuning(Tuning tuning) {
    var shots = new ArrayList<Shot>();
    for (TunedSize size : tuning.sizes()) {
      Case pool = sized(tuning.model(), size.size(), null);
      double floor = Math.ceilDiv(100, size.size()) * 200.0;
      for (int round = 1; round <= size.shots() + size.proofShots(); round++) {
        boolean searched = round <= size.shots();
        double median = requireNonNull(searched ? size.medianMs() : size.proofMs());
        double middle =
            searched ? (size.shots() + 1) / 2.0 : size.shots() + (size.proofShots() + 1) / 2.0;
        shots.add(shot(pool, Temperature.WARM, round, floor, median + round - middle));
      }
    }
    Results results = results(shots, Map.of());
    Environment sample = results.environment();
    var planned =
        shots.stream()
            .map(
                shot ->
                    new PlannedShot(
                        shot.measured(), shot.temperature(), shot.round(), shot.floorMs()))
            .toList();
    return new Results(
        new Environment(
            sample.runId(),
            sample.startedAt(),
            sample.endedAt(),
            Outcome.COMPLETE,
            sample.machine(),
            sample.jdk(),
            sample.libraries(),
            sample.commit(),
            "scripts/fanout tune",
            sample.server(),
            new Plan("tune", 100, 200, 42L, planned)),
        results.shots(),
        results.requests(),
        results.summaries(),
        results.missing(),
        results.claims(),
        results.findings(),
        tuning);
  }

  private static Case sized(String model, int size, @Nullable Integer chunk) {
    return new Case(model, null, "okhttp", size, chunk, size, "hello", 100, 200);
  }

  private static Shot shot(
      Case measured, Temperature temperature, int round, double floorMs, double elapsedMs) {
    return new Shot(
        Samples.RUN_ID,
        round,
        measured,
        temperature,
        floorMs,
        elapsedMs,
        measured.requests(),
        0,
        Instant.EPOCH,
        null,
        null,
        Samples.measured(
            Math.min(
                requireNonNull(measured.inFlight()),
                Objects.requireNonNullElse(measured.handlers(), Integer.MAX_VALUE)),
            null,
            null));
  }

  /** A run of these shots, each request of which took the delay. */
  public static Results of(List<Shot> shots) {
    return results(shots, Map.of());
  }

  private static Results results(List<Shot> shots, Map<Shot, List<RequestTrace>> recorded) {
    var requests = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (Shot shot : shots) {
      requests.put(shot, recorded.getOrDefault(shot, Samples.requests(shot)));
    }
    return new Results(
        Samples.environment(Outcome.COMPLETE),
        shots,
        requests,
        Summaries.of(shots, List.of()),
        List.of(),
        List.of(),
        List.of(),
        null);
  }
}

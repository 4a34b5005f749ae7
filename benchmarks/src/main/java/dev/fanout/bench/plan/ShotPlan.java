package dev.fanout.bench.plan;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.model.Scenario;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.ShotKey;
import dev.fanout.report.measurement.Temperature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shot to be fired.
 *
 * @param model what is measured
 * @param parameters its parameters as JMH takes them, the model's own and those of the workload
 * @param measured the case
 * @param server what answers it
 * @param temperature that of the JVM
 * @param round counts the shots of a case and temperature, from 1
 * @param floor the least wall time that a perfect machine needs
 * @param openFiles about how many files and sockets the harness has open for it at once
 * @param warmUp how long its JVM warms up before it or, once for a case, another JVM trains the AOT
 *     cache; an estimate
 * @param patience how long it may take until it is stopped, time-outs of requests included
 * @param stream what a perfect machine makes of its requests where they arrive one by one; absent
 *     where all are there at the start
 */
public record ShotPlan(
    ModelType model,
    Map<String, String> parameters,
    Case measured,
    Called server,
    Temperature temperature,
    int round,
    Duration floor,
    int openFiles,
    Duration warmUp,
    Duration patience,
    @Nullable StreamTheory stream) {

  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Duration START = Duration.ofMillis(1_300);
  private static final Duration ASSEMBLY = Duration.ofSeconds(4); // of an AOT cache
  private static final Duration LONGEST =
      Duration.ofDays(20); // HTTP clients count millis in an int

  /**
   * A shot of that model.
   *
   * @param parameters all that are to differ from what JMH would take
   * @param own what it calls; absent for a slow server
   * @throws RefusedException if no client could wait as long as the shot may take, or {@link
   *     #checkWarmUp} refuses
   */
  public static ShotPlan of(
      ModelType model,
      Map<String, String> parameters,
      Temperature temperature,
      int round,
      @Nullable Endpoint own) {
    Map<String, String> all = model.complete(parameters);
    Scenario scenario = model.scenario(all);
    if (scenario.stream() == null) { // which has a length of its own
      requireAcceptedLength(scenario.work());
    }
    checkWarmUp();
    var called = new Called(own, scenario.server());
    return new ShotPlan(
        model,
        Map.copyOf(all),
        scenario.measured(),
        called,
        temperature,
        round,
        scenario.floor(),
        scenario.openFiles(),
        warmUp(scenario, temperature, round, called.isQuick()),
        // So long that a request that gets no answer ends by its own time-out, which names it.
        scenario
            .timeout()
            .plus(scenario.floor().multipliedBy(2))
            .plus(scenario.warmUpTime(called.isQuick()))
            .plus(GRACE),
        scenario.stream());
  }

  private static Duration warmUp(
      Scenario scenario, Temperature temperature, int round, boolean quick) {
    Duration warmUp = scenario.warmUpTime(quick);
    return switch (temperature) {
      case COLD -> Duration.ZERO;
      case COLD_AOT ->
          round > 1
              ? Duration.ZERO
              : START.plus(warmUp).plus(quick ? Duration.ZERO : scenario.floor()).plus(ASSEMBLY);
      case WARM -> warmUp;
    };
  }

  /**
   * Makes sure that the time which is set for warm-ups is one.
   *
   * @throws RefusedException if it is not
   */
  public static void checkWarmUp() {
    try {
      var _ = Scenario.leastWarmUp();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "The system property %s is wrong: %s."
              .formatted(Scenario.WARM_UP_PROPERTY, e.getMessage()));
    }
  }

  private static void requireAcceptedLength(Work work) {
    if (work.timeout().compareTo(LONGEST) > 0) {
      throw new RefusedException(
          "%d requests of %s make %d days one after another, and %d are accepted: lower --requests or --delay."
              .formatted(
                  work.requests(), work.delay().text(), work.timeout().toDays(), LONGEST.toDays()));
    }
  }

  /** The shot as it is recorded with the measurements. */
  public Environment.PlannedShot recorded() {
    return new Environment.PlannedShot(measured, temperature, round, (double) floor.toMillis());
  }

  /**
   * The same, with the server that it is fired at.
   *
   * @param server in words
   */
  public Environment.PlannedShot recordedAt(String server) {
    return new Environment.PlannedShot(
        measured, temperature, round, (double) floor.toMillis(), server, model.ownJvmFlags());
  }

  /**
   * A client in one of the ways to use it.
   *
   * @param client its key
   * @param callsBack whether its calls return at once, rather than block
   */
  public record ClientUse(String client, boolean callsBack) {}

  /** How it uses its client. */
  public ClientUse clientUse() {
    return new ClientUse(client(), model.callsBack());
  }

  /** Of the delays and arrivals that are drawn for it. */
  public long seed() {
    return Long.parseLong(parameters.getOrDefault("seed", "0"));
  }

  /** The key of its client. */
  public String client() {
    return Objects.requireNonNull(measured.client());
  }

  /** How long the shot will take, with the start of its JVM and the warming-up; an estimate. */
  public Duration expected() {
    return floor.plus(START).plus(warmUp);
  }

  /** How long those shots will take together; an estimate. */
  public static Duration expected(List<ShotPlan> shots) {
    return shots.stream().map(ShotPlan::expected).reduce(Duration.ZERO, Duration::plus);
  }

  /** The case's label, temperature and round. */
  public String label() {
    return new ShotKey(measured, temperature, round).toString();
  }
}

package dev.fanout.report;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Group;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.summary.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Made-up models that do right, in part, wrong, not at all, without an end, or unseen. */
public final class MadeUpBehaviours {
  private static final Set<Scenario> BROKEN = Set.of(Scenario.ONE_HALF, Scenario.TEN_HALF);

  private MadeUpBehaviours() {}

  /** Five models, between them with each verdict. */
  public static Observations all() {
    var rows = new ArrayList<Behaviour>();
    for (Scenario scenario : Scenario.values()) {
      rows.add(right("structured-scope", "jdk", scenario));
      rows.add(virtualThreads(scenario));
      rows.add(pool(scenario));
      rows.add(serial(scenario));
      rows.add(workers(scenario));
    }
    return new Observations(rows);
  }

  /** A run that observed them, and no shot. */
  public static Results results(Observations observed) {
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
            "scripts/fanout behave",
            sample.server(),
            new Plan("behave", 100, 50, null, List.of())),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        observed);
  }

  private static Behaviour right(String model, @Nullable String client, Scenario scenario) {
    return of(
        model,
        client,
        scenario,
        Verdict.RIGHT,
        switch (scenario.group()) {
          case PARTIAL_FAILURE ->
              "%d of %<d right answers delivered, each failure reported"
                  .formatted(scenario.answers());
          case DEADLINE -> "10 answers kept, 10 told pending, returned 4.1 ms after the deadline";
          case LEAKS -> "nothing is left";
          default -> "returned after 52 ms, and no request runs at the server";
        },
        "try (var scope = open(awaitAll(), c -> c.withTimeout(ofMillis(300)))) { … scope.join(); }",
        scenario.group() == Group.DEADLINE
            ? Map.of(
                Figure.RETURNED_MS,
                304.1,
                Figure.LATE_MS,
                4.1,
                Figure.STILL_RUNNING,
                0.0,
                Figure.DELIVERED,
                10.0)
            : Map.of(Figure.RETURNED_MS, 52.25, Figure.STILL_RUNNING, 0.0));
  }

  private static Behaviour virtualThreads(Scenario scenario) {
    if (scenario == Scenario.CONTEXT) {
      return of(
          "virtual-threads",
          "okhttp",
          scenario,
          Verdict.PARTLY,
          "thread local not seen, inheritable thread local seen, scoped value not seen",
          "executor.submit(() -> { LOCAL.get(); … })",
          Map.of(Figure.RETURNED_MS, 14.0));
    }
    return BROKEN.contains(scenario)
        ? of(
            "virtual-threads",
            "okhttp",
            scenario,
            Verdict.PARTLY,
            "%d of %<d right answers delivered, no failure reported".formatted(scenario.answers()),
            "future.resultNow() | \"half\" <b>",
            Map.of(Figure.RETURNED_MS, 61.5, Figure.DELIVERED, 1.0 * scenario.answers()))
        : right("virtual-threads", "okhttp", scenario);
  }

  private static Behaviour pool(Scenario scenario) {
    return switch (scenario.group()) {
      case PARTIAL_FAILURE ->
          of(
              "fixed-thread-pool",
              "okhttp",
              scenario,
              Verdict.WRONG,
              "43 of %d right answers delivered".formatted(scenario.answers()),
              "for (Future<String> answer : answers) { answer.get(); }",
              Map.of(Figure.RETURNED_MS, 70.0, Figure.DELIVERED, 43.0));
      case DEADLINE, CANCEL ->
          of(
              "fixed-thread-pool",
              "okhttp",
              scenario,
              Verdict.PARTLY,
              "returned in time, and 10 requests still run at the server",
              "executor.invokeAll(tasks, 300, MILLISECONDS)",
              Map.of(
                  Figure.RETURNED_MS, 301.0, Figure.STILL_RUNNING, 10.0, Figure.DELIVERED, 10.0));
      case LEAKS ->
          of(
              "fixed-thread-pool",
              "okhttp",
              scenario,
              Verdict.WRONG,
              "2 threads are left",
              "executor.shutdown()",
              Map.of(Figure.THREADS_LEFT, 2.0, Figure.CONNECTIONS_LEFT, 0.0));
      default -> right("fixed-thread-pool", "okhttp", scenario);
    };
  }

  private static Behaviour serial(Scenario scenario) {
    boolean hangs = scenario == Scenario.RACE_TEN;
    return switch (scenario.group()) {
      case DEADLINE, HEDGE, AS_THEY_COME -> notOffered("serial", scenario);
      case RACE ->
          scenario == Scenario.RACE_THOUSAND
              ? notOffered("serial", scenario)
              : of(
                  "serial",
                  null,
                  scenario,
                  hangs ? Verdict.HUNG : Verdict.WRONG,
                  hangs ? "had not ended after 10 s" : "the slow one was waited for",
                  "send(request)",
                  hangs ? Map.of() : Map.of(Figure.RETURNED_MS, 2_050.0));
      default -> right("serial", null, scenario);
    };
  }

  private static Behaviour workers(Scenario scenario) {
    return switch (scenario.group()) {
      case BACK_PRESSURE ->
          of(
              "process-pool",
              "okhttp",
              scenario,
              Verdict.NOT_OBSERVED,
              "there is no memory for 100,000 tasks on this machine",
              null,
              Map.of());
      case DEADLINE, CANCEL, INTERRUPT, RACE, HEDGE, AS_THEY_COME, RESOURCES ->
          notOffered("process-pool", scenario);
      default -> right("process-pool", "okhttp", scenario);
    };
  }

  private static Behaviour notOffered(String model, Scenario scenario) {
    return of(
        model,
        model.equals("serial") ? null : "okhttp",
        scenario,
        Verdict.NOT_OFFERED,
        "the model has no idiom for it",
        null,
        Map.of());
  }

  private static Behaviour of(
      String model,
      @Nullable String client,
      Scenario scenario,
      Verdict verdict,
      String says,
      @Nullable String code,
      Map<Figure, Double> figures) {
    return new Behaviour(model, client, null, scenario, verdict, says, code, figures);
  }
}

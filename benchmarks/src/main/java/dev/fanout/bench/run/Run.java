package dev.fanout.bench.run;

import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.Planned;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.RunReport;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** A plan carried out: from the printed plan to the printed verdict. */
public final class Run {
  private static final int INCOMPLETE = 1;
  private static final int DEMAND_NOT_MET = 3;

  private final Plan plan;
  private final Path root;
  private final Path reports;
  private final String command;
  private final Demands demands;
  private final PrintWriter out;

  /**
   * A run to be carried out.
   *
   * @param root the folder in which {@code reports} lies
   * @param command what the user typed, for the record
   * @param demands what the results must show
   */
  public Run(Plan plan, Path root, String command, Demands demands, PrintWriter out) {
    this.plan = plan;
    this.root = root;
    this.reports = root.resolve("reports");
    this.command = command;
    this.demands = demands;
    this.out = out;
  }

  /**
   * Carries the plan out.
   *
   * @return the exit code: 0 if every planned shot came and is valid and all demands hold; 1 if a
   *     shot is missing or invalid; else 3
   * @throws RefusedException if machine or server cannot handle the plan
   */
  public int execute() throws IOException, InterruptedException {
    demands.requirePlanned(plan);
    RunLog.checkWritable(reports);
    Preflight.checkMachine(plan);
    try (var _ = MachineLock.acquire();
        var interruption = Interruption.listen()) {
      say(PlanText.of(plan, LocalTime.now(ZoneId.systemDefault())));
      try {
        return measure(interruption);
      } catch (IOException | RefusedException e) {
        if (interruption.explainsFailure()) {
          say("The run was interrupted.");
          return Interruption.EXIT_CODE;
        }
        throw e;
      }
    }
  }

  private int measure(Interruption interruption) throws IOException, InterruptedException {
    try (var targets = Targets.open(plan)) {
      say("Preflight: can machine and server handle the plan?");
      Preflight.checkServers(plan, targets, interruption.told());
      Plan able = Preflight.checkClients(plan, interruption.told());
      able.leftOut().stream()
          .filter(each -> !plan.leftOut().contains(each))
          .forEach(each -> say("Left out: " + each));
      demands.requirePlanned(able);
      RunLog log = begin(able, targets);
      try {
        fireAll(able.shots(), targets, log, interruption);
      } catch (IOException | RuntimeException e) {
        if (!interruption.explainsFailure()) {
          say("The run cannot go on: " + SlowCall.failure(e)); // the rest is reported as missing
        }
      }
      interruption.writing();
      Outcome outcome = log.end(interruption.happened());
      Results results = RunReport.read(log.folder());
      say(System.lineSeparator() + RunReport.console(results));
      boolean satisfied = demands.hold(results, this::say);
      boolean complete = log.report(results, this::say) && outcome == Outcome.COMPLETE;
      return !complete ? INCOMPLETE : satisfied ? 0 : DEMAND_NOT_MET;
    }
  }

  private RunLog begin(Plan able, Targets targets) throws IOException {
    Instant now = Instant.now();
    return RunLog.create(
        reports,
        EnvironmentProbe.probe(
            RunLog.runId(now),
            now,
            able.recorded(shot -> JmhShot.recorded(shot, targets.of(shot))),
            targets.describe(),
            command,
            root));
  }

  private void fireAll(List<Planned> shots, Targets targets, RunLog log, Interruption interruption)
      throws IOException, InterruptedException {
    try (Progress progress = Progress.of(out)) {
      var shooting = new Shooting(log, progress, interruption);
      for (int i = 0; i < shots.size() && !interruption.happened(); i++) {
        Instant begins = Instant.now();
        Instant runEnds = begins.plus(Planned.expected(shots.subList(i, shots.size())));
        Planned shot = shots.get(i);
        var underWay = new Progress.UnderWay(i + 1, shots.size(), shot, begins, runEnds);
        if (shooting.fire(underWay, targets.of(shot)).isEmpty()) {
          return;
        }
      }
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The shots of a plan, one after another.
 *
 * @param demands what the results must show
 */
public record Run(Plan plan, Demands demands) implements Experiment {
  @Override
  public void check() throws IOException {
    demands.requirePlanned(plan);
    Preflight.checkMachine(plan);
  }

  @Override
  public String announcement(Instant begun) {
    return PlanText.of(plan, begun);
  }

  @Override
  public Targets open() throws IOException {
    return Targets.open(plan);
  }

  @Override
  public ShotSource prepare(Targets targets, Start start) throws IOException, InterruptedException {
    start.say().accept("Preflight: can machine and server handle the plan?");
    Plan known = Preflight.withDelay(plan, targets, start);
    Preflight.checkServers(known, targets, start);
    Plan able = Preflight.checkClients(known, targets, start.stop());
    able.leftOut().stream()
        .filter(each -> !plan.leftOut().contains(each))
        .forEach(each -> start.say().accept("Left out: " + each));
    demands.requirePlanned(able);
    return new Shots(able, targets, demands);
  }

  /** The shots that are left after the preflight. */
  private record Shots(Plan plan, Targets targets, Demands demands) implements ShotSource {
    @Override
    public Environment.Plan recorded() {
      return plan.recorded(shot -> shot.recordedAt(targets.of(shot).describes()));
    }

    @Override
    public void fireAll(ShotRunner runner) throws IOException, InterruptedException {
      List<ShotPlan> shots = plan.shots();
      boolean goesOn = true;
      for (int i = 0; i < shots.size() && goesOn; i++) {
        Instant ends = Instant.now().plus(ShotPlan.expected(shots.subList(i, shots.size())));
        goesOn = runner.fire(shots.get(i), ends).isPresent();
      }
    }

    @Override
    public ExitCode conclude(Results results, Consumer<String> say) {
      return demands.hold(results, say) ? ExitCode.SUCCESS : ExitCode.NOT_MET;
    }
  }
}

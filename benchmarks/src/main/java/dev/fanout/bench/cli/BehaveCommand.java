package dev.fanout.bench.cli;

import dev.fanout.bench.jmh.JmhShooter;
import dev.fanout.bench.run.BehaviourRun;
import dev.fanout.bench.run.RunSession;
import dev.fanout.report.behaviour.Demand;
import dev.fanout.report.behaviour.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code behave}. */
@Command(
    name = "behave",
    mixinStandardHelpOptions = true,
    description = {
      "Observe what each model does when a request fails, takes too long or is not wanted.",
      "The report is left in reports/latest; docs/behaviour.md explains each scenario."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every model was observed in every scenario, whatever it did",
      "1:some were not; what came is kept and reported",
      "2:the request made no sense; nothing was started",
      "3:a demand does not hold",
      "130:interrupted; what came is kept and reported"
    })
final class BehaveCommand implements Callable<Integer> {
  /** For the help and for the shell. */
  static final class Scenarios extends ArrayList<String> {
    Scenarios() {
      super(Arrays.stream(Scenario.values()).map(Scenario::key).toList());
    }
  }

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "MODEL",
      completionCandidates = PlanArguments.Models.class,
      description = "Only these models; see the command models.")
  List<String> models = new ArrayList<>();

  @Option(
      names = "--scenarios",
      split = ",",
      paramLabel = "SCENARIO",
      completionCandidates = Scenarios.class,
      description = "Only these scenarios: ${COMPLETION-CANDIDATES}.")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--assert",
      split = ";",
      paramLabel = "DEMAND",
      description =
          "End with exit code 3 unless it holds, such as virtual-threads.deadline=right or"
              + " completable-future[client=jdk].cancel=right; repeatable, or several with"
              + " semicolons between.")
  List<Demand> demands = new ArrayList<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    OptionProperties.refuseForeign(spec);
    return new RunSession(
            Fanout.root(spec),
            OptionProperties.commandLine(spec, null),
            spec.commandLine().getOut(),
            JmhShooter::new)
        .carryOut(BehaviourRun.of(models, scenarios, demands));
  }
}

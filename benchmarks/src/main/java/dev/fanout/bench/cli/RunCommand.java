package dev.fanout.bench.cli;

import dev.fanout.bench.jmh.JmhShooter;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.run.Demands;
import dev.fanout.bench.run.Run;
import dev.fanout.bench.run.RunSession;
import dev.fanout.report.threshold.Threshold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Measure, and leave a report in reports/latest.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every planned shot came and is valid",
      "1:some are missing or invalid; what came is kept and reported",
      "2:the request made no sense; nothing was started",
      "3:a threshold does not hold, or a published figure was not reproduced",
      "130:interrupted; what came is kept and reported"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin PlanArguments arguments = new PlanArguments();

  @Option(
      names = "--assert",
      split = ";",
      paramLabel = "THRESHOLD",
      description =
          "End with exit code 3 unless it holds, such as virtual-threads.warm.overhead_ms<100;"
              + " repeatable, or several with semicolons between.")
  List<Threshold> thresholds = new ArrayList<>();

  @Option(
      names = "--assert-claims",
      description = "End with exit code 3 unless each published figure is reproduced.")
  boolean claims;

  @Mixin Consent consent = new Consent();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ForeignOptions.refuse(spec, "tune");
    consent.require(arguments.url);
    var root = Path.of(System.getProperty("fanout.root", "")).toAbsolutePath().normalize();
    return new RunSession(
            root, CommandLineRecord.of(spec), spec.commandLine().getOut(), JmhShooter::new)
        .carryOut(new Run(Plan.of(arguments.options(spec)), new Demands(thresholds, claims)));
  }
}

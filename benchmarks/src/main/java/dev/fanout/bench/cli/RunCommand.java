package dev.fanout.bench.cli;

import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.run.Run;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
      "130:interrupted; what came is kept and reported"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin PlanArguments arguments = new PlanArguments();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var root = Path.of(System.getProperty("fanout.root", "")).toAbsolutePath().normalize();
    return new Run(
            Plan.of(arguments.options()),
            root,
            CommandLineRecord.of(spec),
            spec.commandLine().getOut())
        .execute();
  }
}

package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.jmh.JmhSwitchMeter;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.run.Demands;
import dev.fanout.bench.run.Experiment;
import dev.fanout.bench.run.Run;
import dev.fanout.bench.run.SwitchRun;
import dev.fanout.report.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class RunCommand extends MeasuringCommand {
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

  @Override
  @Nullable Endpoint own() {
    return arguments.own.endpoint();
  }

  @Override
  Experiment experiment(@Nullable Endpoint own) {
    if (arguments.areMicros()) {
      return new SwitchRun(arguments.micros(spec), JmhSwitchMeter::new);
    }
    consent.require(own);
    return new Run(Plan.of(arguments.options(spec, own)), new Demands(thresholds, claims));
  }
}

package dev.fanout.bench.cli;

import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.PlanText;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Print what run would measure, and measure nothing.")
final class PlanCommand implements Runnable {
  @Mixin PlanArguments arguments = new PlanArguments();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        arguments.areMicros()
            ? arguments.micros(spec).text(Instant.now())
            : PlanText.of(
                Plan.of(arguments.options(spec, arguments.own.endpoint())), Instant.now()));
    out.flush();
  }
}

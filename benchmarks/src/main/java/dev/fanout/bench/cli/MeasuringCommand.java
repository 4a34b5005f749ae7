package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.jmh.JmhShooter;
import dev.fanout.bench.run.Experiment;
import dev.fanout.bench.run.RunSession;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that measures. */
abstract class MeasuringCommand implements Callable<Integer> {
  @Mixin Consent consent = new Consent();

  @Spec CommandSpec spec = CommandSpec.create();

  /** What is called; absent for the slow server. */
  abstract @Nullable Endpoint own();

  /** What is to be carried out with that system, as the options say. */
  abstract Experiment experiment(@Nullable Endpoint own);

  @Override
  public Integer call() throws Exception {
    OptionProperties.refuseForeign(spec);
    Endpoint own = own(); // once, since it may read a file that can be read only once
    return new RunSession(
            Fanout.root(spec),
            OptionProperties.commandLine(spec, own),
            spec.commandLine().getOut(),
            JmhShooter::new)
        .carryOut(experiment(own));
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.switching.MicroPlan;
import dev.fanout.bench.switching.PlannedMicro;
import dev.fanout.report.csv.SwitchCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.summary.Results;
import dev.fanout.report.switching.SwitchText;
import dev.fanout.server.Delay;
import dev.fanout.server.Routes;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The micro-benchmarks of a plan, one after another.
 *
 * @param meters what runs them, given a folder for its own records
 */
public record SwitchRun(MicroPlan plan, Function<Path, SwitchMeter> meters) implements Experiment {
  private static final SlowServerOptions SERVER =
      SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(1)), 0);
  private static final Called CALLED = new Called(null, SERVER);

  @Override
  public void check() {} // the plan says itself what cannot be run

  @Override
  public String announcement(Instant begun) {
    return plan.text(begun);
  }

  @Override
  public Targets open() throws IOException {
    return new Targets(
        Map.of(
            CALLED,
            new Target.Started(
                SlowServerProcess.start(SERVER),
                Duration.ZERO,
                "slow server on loopback, called where it answers without a delay")));
  }

  @Override
  public ShotSource prepare(Targets targets, Start start) {
    return new Rows(
        plan.micros(),
        meters,
        Routes.atOnce(URI.create(targets.of(CALLED).endpoint().toString())).toString(),
        start.say());
  }

  /** The rows of switch.csv, each on disk as soon as it is measured. */
  private static final class Rows implements ShotSource {
    private final List<PlannedMicro> micros;
    private final Function<Path, SwitchMeter> meters;
    private final String url;
    private final Consumer<String> say;
    private boolean complete;

    Rows(
        List<PlannedMicro> micros,
        Function<Path, SwitchMeter> meters,
        String url,
        Consumer<String> say) {
      this.micros = micros;
      this.meters = meters;
      this.url = url;
      this.say = say;
    }

    /** No shots; what is called has one request at a time, and no delay. */
    @Override
    public Environment.Plan recorded() {
      return new Environment.Plan(Plan.SWITCH, 1, 0, null, List.of());
    }

    @Override
    public void fireAll(ShotRunner runner) throws IOException, InterruptedException {
      Path file = runner.log().folder().switches();
      SwitchCsv.create(file);
      SwitchMeter meter = meters.apply(runner.log().folder().jmh());
      boolean all = true;
      for (int i = 0; i < micros.size(); i++) {
        PlannedMicro micro = micros.get(i);
        if (runner.interruption().happened()) {
          return;
        }
        Optional<String> obstacle = micro.obstacle();
        SwitchCost cost =
            obstacle.isPresent() ? micro.without(obstacle.get()) : meter.measure(micro, url);
        boolean failed = obstacle.isEmpty() && cost.mean() == null;
        if (failed && runner.interruption().explainsFailure()) {
          return;
        }
        all &= !failed;
        SwitchCsv.append(file, cost);
        say.accept(
            "[%2d/%d] %s: %s"
                .formatted(i + 1, micros.size(), cost.name(), SwitchText.figure(cost)));
      }
      complete = all;
    }

    @Override
    public boolean isComplete() {
      return complete;
    }

    @Override
    public ExitCode conclude(Results results, Consumer<String> unused) {
      return ExitCode.SUCCESS;
    }
  }
}

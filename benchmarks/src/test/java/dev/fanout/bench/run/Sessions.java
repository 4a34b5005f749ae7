package dev.fanout.bench.run;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.RunSession.Surroundings;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Sessions in a folder of their own, with shots that are not fired and, if not asked for, no
 * reports.
 */
final class Sessions {
  private final Path root;
  private final StringWriter out = new StringWriter();
  private final Interruption interruption =
      new Interruption(() -> {}, Duration.ZERO, Duration.ZERO);

  private RunLog.Reporter reporter = (_, _) -> {};

  Sessions(Path root) {
    this.root = root;
  }

  /** An experiment at servers that are there already. */
  private record At(Experiment experiment, Targets targets) implements Experiment {
    @Override
    public void check() throws IOException {
      experiment.check();
    }

    @Override
    public String announcement(Instant begun) {
      return experiment.announcement(begun);
    }

    @Override
    public Targets open() {
      return targets;
    }

    @Override
    public ShotSource prepare(Targets given, Start start) throws IOException, InterruptedException {
      return experiment.prepare(given, start);
    }
  }

  /** The same experiment at that server. */
  static Experiment at(Target target, Experiment experiment) {
    return at(servers(experiment).stream().collect(toMap(identity(), _ -> target)), experiment);
  }

  private static Set<Called> servers(Experiment experiment) {
    return switch (experiment) {
      case Run run -> run.plan().servers();
      case At at -> servers(at.experiment());
      default ->
          Set.of(
              new Called(
                  null, SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(1)), 0)));
    };
  }

  /** The same experiment at these servers, each as it was asked for. */
  static Experiment at(Map<Called, Target> targets, Experiment experiment) {
    return new At(experiment, new Targets(targets));
  }

  /** The exit code. */
  int carryOut(Experiment experiment, Shooter shooter) throws Exception {
    var surroundings =
        new Surroundings(
            root.resolve("jmh.lock"), () -> interruption, (Path _) -> shooter, reporter);
    return new RunSession(root, "fanout run", new PrintWriter(out), surroundings)
        .carryOut(experiment);
  }

  /** The same, with reports written so, which takes long. */
  Sessions reporting(RunLog.Reporter other) {
    reporter = other;
    return this;
  }

  /** Makes sure that it is refused for that reason, and leaves nothing. */
  void assertRefused(Experiment experiment, String... why) {
    assertThatThrownBy(() -> carryOut(experiment, new ScriptedShooter()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(why);
    if (Files.isDirectory(runs())) {
      assertThat(runs()).isEmptyDirectory();
    }
  }

  /** As Ctrl-C does. */
  void interrupt() {
    interruption.told().complete(null);
  }

  Path reports() {
    return root.resolve("reports");
  }

  Path runs() {
    return reports().resolve("runs");
  }

  RunFolder latest() throws IOException {
    return new RunFolder(reports().resolve("latest").toRealPath());
  }

  String out() {
    return out.toString();
  }
}

package dev.fanout.bench.jmh;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.run.SwitchMeter;
import dev.fanout.bench.switching.ParkedTasks;
import dev.fanout.bench.switching.PlannedMicro;
import dev.fanout.report.measurement.SwitchCost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/** Runs each micro-benchmark with JMH, in JVMs of its own. */
public final class JmhSwitchMeter implements SwitchMeter {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double CONFIDENCE = 0.999; // JMH's own
  private static final int FEWEST = 3; // measurements, for an interval
  private static final TimeValue PATIENCE = TimeValue.minutes(2); // for an iteration

  private final Path folder;

  /** A meter whose own files go into that folder: JMH's JSON and its output. */
  public JmhSwitchMeter(Path folder) {
    this.folder = folder;
  }

  @Override
  public SwitchCost measure(PlannedMicro micro, String url) throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(micro.type().benchmark()) + "$")
            .forks(micro.forks())
            .warmupIterations(micro.warmUps())
            .warmupTime(time(micro))
            .measurementIterations(micro.iterations())
            .measurementTime(time(micro))
            .timeout(PATIENCE)
            .jvmArgs() // none of this JVM's own
            .addProfiler(GCProfiler.class)
            .param("url", url);
    if (micro.tasks() != null) {
      options.param("tasks", micro.tasks().toString());
    }
    try (var log = JmhRunner.appending(new JmhFiles(folder).log())) {
      Optional<RunResult> result =
          JmhRunner.run(options.build(), "http", log, log::println).stream().findFirst();
      if (result.isPresent()) {
        JmhFiles.write(
            List.of(result.get()), folder.resolve(micro.name().replace(' ', '-') + ".json"));
      }
      return result
          .filter(each -> each.getBenchmarkResults().size() == micro.forks())
          .map(each -> cost(micro, each))
          .orElseGet(() -> micro.without("failed: jmh/output.txt has what JMH said of it"));
    } catch (RunnerException | RuntimeException e) {
      return micro.without("failed: " + FailureText.of(e));
    }
  }

  private static TimeValue time(PlannedMicro micro) {
    return TimeValue.nanoseconds(Math.max(1, micro.length().toNanos()));
  }

  /** What JMH's result says. */
  static SwitchCost cost(PlannedMicro micro, RunResult result) {
    boolean isTime = micro.type().quantity().isTime();
    Statistics of =
        isTime ? result.getPrimaryResult().getStatistics() : ofForks(result, ParkedTasks.RESIDENT);
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return new SwitchCost(
        micro.type().key(),
        micro.type().does(),
        micro.tasks(),
        micro.type().quantity(),
        micro.forks(),
        micro.iterations(),
        of.getMean(),
        of.getN() < FEWEST ? null : Double.valueOf(of.getMeanErrorAt(CONFIDENCE)),
        of.getMin(),
        of.getMax(),
        isTime ? score(allocated) : null,
        isTime ? null : Double.valueOf(ofForks(result, ParkedTasks.HEAP).getMean()),
        null);
  }

  /** A counter of each fork: JMH adds them up. */
  private static Statistics ofForks(RunResult result, String counter) {
    var values = new ListStatistics();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      values.addValue(
          Objects.requireNonNull(fork.getSecondaryResults().get(counter), counter).getScore());
    }
    return values;
  }

  private static @Nullable Double score(@Nullable Result<?> result) {
    return result == null ? null : Double.valueOf(result.getScore());
  }
}

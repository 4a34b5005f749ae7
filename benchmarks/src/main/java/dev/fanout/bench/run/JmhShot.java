package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.call.Address;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Planned;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Environment.PlannedShot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A shot fired by JMH, in a JVM of its own.
 *
 * @param result JMH's result; empty if the shot does not count, for JMH then drops it
 * @param trace what the measured JVM told; empty if it died before it could
 * @param trouble why JMH did not fire the shot at all; empty if it did
 */
record JmhShot(Optional<RunResult> result, Optional<ShotTrace> trace, Optional<String> trouble) {
  /** The flags of each measured JVM. */
  static final List<String> FLAGS =
      Arrays.stream(flags(FanOutBenchmark.class))
          .filter(flag -> !flag.equals(FanOutBenchmark.WATCH_PARENT))
          .toList();

  /** The shot as it is recorded with the measurements, against that server. */
  static PlannedShot recorded(Planned shot, Target target) {
    List<String> own =
        Arrays.stream(flags(shot.benchmark()))
            .filter(flag -> !flag.equals(FanOutBenchmark.WATCH_PARENT) && !FLAGS.contains(flag))
            .toList();
    return new PlannedShot(
        shot.measured(),
        shot.temperature(),
        shot.round(),
        (double) shot.floor().toMillis(),
        target.describes(),
        own);
  }

  /**
   * Fires a shot; takes as long as the shot.
   *
   * @param jmhLog the file to which JMH's own output is added
   * @param heartbeat takes what the measured JVM says while it runs, line by line
   */
  static JmhShot fire(Planned shot, Target target, Path jmhLog, Consumer<String> heartbeat)
      throws IOException {
    Path folder = Files.createTempDirectory("fanout-shot");
    Path traceFile = folder.resolve("trace.json");
    Address url = target.url();
    // JMH prints and records its parameters, so these are masked; the file is for its owner alone.
    Path addressFile = Files.createTempFile(folder, "address", null);
    Files.writeString(addressFile, url.trueForm().toString());
    try (var file = new PrintStream(appending(jmhLog), true, UTF_8);
        var log = lines(line -> file.println(url.mask(line)))) {
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .include("^" + Pattern.quote(shot.benchmark().getName() + ".fanOut") + "$")
              .forks(1)
              .warmupIterations(0)
              .measurementIterations(1)
              .timeout(TimeValue.milliseconds(shot.patience().toMillis()))
              .jvmArgs() // none of this JVM's own
              .jvmArgsAppend(
                  Stream.concat(
                          Arrays.stream(flags(shot.benchmark())),
                          Stream.of(
                              "-D" + FanOutBenchmark.TRACE_PROPERTY + "=" + traceFile,
                              "-D" + FanOutBenchmark.ADDRESS_PROPERTY + "=" + addressFile,
                              "-D" + Work.FOLDER_PROPERTY + "=" + folder))
                      .toArray(String[]::new))
              .param("url", url.toString())
              .param("warmUpUrl", target.warmUpUrl().toString())
              .param("temperature", shot.temperature().name());
      shot.parameters().forEach(options::param);
      var format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
      PrintStream console = System.out;
      try (var lines = lines(line -> heartbeat.accept(url.mask(line)))) {
        System.setOut(lines); // where JMH puts what the measured JVM prints
        return new JmhShot(
            new Runner(options.build(), format).run().stream().findFirst(),
            read(traceFile, url),
            Optional.empty());
      } catch (RunnerException e) {
        e.printStackTrace(log);
        return new JmhShot(
            Optional.empty(),
            read(traceFile, url),
            Optional.of(url.mask(String.valueOf(e.getMessage()))));
      } finally {
        System.setOut(console);
      }
    } finally {
      delete(folder); // with what a killed JVM left in it
    }
  }

  /** Those of the benchmark's own annotation, which the options would else replace. */
  private static String[] flags(Class<?> benchmark) {
    return Objects.requireNonNull(benchmark.getAnnotation(Fork.class)).jvmArgsAppend();
  }

  private static OutputStream appending(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static PrintStream lines(Consumer<String> consumer) {
    return new PrintStream(new Lines(consumer), true, UTF_8);
  }

  private static Optional<ShotTrace> read(Path traceFile, Address url) throws IOException {
    return Files.exists(traceFile)
        ? Optional.of(ShotTrace.read(traceFile).reworded(url::mask))
        : Optional.empty();
  }
}

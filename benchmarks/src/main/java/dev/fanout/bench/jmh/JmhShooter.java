package dev.fanout.bench.jmh;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.jmh.AotCaches.Trained;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.Notice;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.Shooter;
import dev.fanout.bench.run.ShotResult;
import dev.fanout.bench.run.ShotResult.OwnRecord;
import dev.fanout.bench.run.Target;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.TemporaryFolder;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Fires each shot with JMH, in a JVM of its own. */
public final class JmhShooter implements Shooter {
  /** How long a measured JVM may take to end once it has closed everything; by default 30 s. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(3);

  /** The same for one that writes an AOT cache then. */
  private static final Duration WRITING = Duration.ofSeconds(60);

  /** What a JVM says that cannot use its AOT cache. */
  private static final Pattern CACHE_TROUBLE =
      Pattern.compile("^\\[.*\\]\\[error *\\]\\[aot *\\] (.*)$");

  private final JmhFiles files;
  private @Nullable AotCaches caches;
  private volatile @Nullable ShotProcesses processes;

  /**
   * A shooter whose own files go into that folder.
   *
   * @param folder for JMH's JSON and its output
   */
  public JmhShooter(Path folder) {
    files = new JmhFiles(folder);
  }

  /** Trains an AOT cache for the case, if its shot needs one and none was trained before. */
  @Override
  public Optional<String> prepare(ShotPlan shot, Target target, Consumer<String> heartbeat)
      throws IOException {
    if (shot.temperature() != Temperature.COLD_AOT || cacheOf(shot).isPresent()) {
      return Optional.empty();
    }
    heartbeat.accept("training an AOT cache for " + shot.measured().label());
    AotCaches made = caches == null ? AotCaches.create() : caches;
    caches = made;
    Trained cache = made.begin();
    var fork = new Fork(target.endpoint().warmUp(), cache.trainingFlags(), WRITING, _ -> {});
    ShotResult training = fire(shot, fork);
    Optional<String> failure = training.trace().map(ShotTrace::failure).or(training::trouble);
    if (failure.isEmpty() && cache.isWritten()) {
      made.keep(shot.measured(), cache);
      return Optional.empty();
    }
    return Optional.of(
        "No AOT cache could be trained for it: "
            + failure.orElse("the JVM wrote none; jmh/output.txt tells more."));
  }

  private Optional<Trained> cacheOf(ShotPlan shot) {
    return caches == null ? Optional.empty() : caches.of(shot.measured());
  }

  @Override
  public ShotResult fire(ShotPlan shot, Target target, Consumer<String> heartbeat)
      throws IOException {
    Optional<Trained> cache =
        shot.temperature() == Temperature.COLD_AOT ? cacheOf(shot) : Optional.empty();
    List<String> flags = cache.map(Trained::flags).orElse(List.of());
    ShotResult result = fire(shot, new Fork(target.endpoint(), flags, SHUTDOWN, heartbeat));
    if (cache.isPresent() && result.trace().isEmpty()) {
      Objects.requireNonNull(caches).forget(shot.measured());
    }
    return result;
  }

  /**
   * What a shot's JVM is given beside the parameters of its case.
   *
   * @param at what it calls
   * @param flags beside those of its model
   * @param shutdown how long it may take to end once it has closed everything
   * @param heartbeat is told how far its shot has come
   */
  private record Fork(
      Endpoint at, List<String> flags, Duration shutdown, Consumer<String> heartbeat) {}

  private ShotResult fire(ShotPlan shot, Fork fork) throws IOException {
    Endpoint at = fork.at();
    var ofCache = new AtomicReference<@Nullable String>(); // told before JMH reads what is printed
    try (var file = JmhRunner.appending(files.log());
        var log =
            Lines.stream(
                line -> {
                  cacheTrouble(line).ifPresent(why -> ofCache.compareAndSet(null, why));
                  file.println(at.mask(line));
                })) {
      processes = ShotProcesses.fromNowOn();
      try (var folder = TemporaryFolder.create("fanout-shot")) {
        ShotResult result = fire(shot, fork, log, folder.path());
        String why = ofCache.get();
        return why != null && result.trace().isEmpty() && result.trouble().isEmpty()
            ? ShotResult.failed(Optional.empty(), Optional.of(at.mask(why)))
            : result;
      } catch (RunnerException | IOException | RuntimeException e) {
        e.printStackTrace(log);
        return ShotResult.failed(
            Optional.empty(),
            Optional.of(at.mask("JMH did not fire the shot, " + FailureText.of(e))));
      } finally {
        processes = null;
      }
    }
  }

  /** What a JVM says there of its AOT cache that it cannot use; empty if it says nothing. */
  static Optional<String> cacheTrouble(String line) {
    Matcher matcher = CACHE_TROUBLE.matcher(line);
    return matcher.matches()
        ? Optional.of("The measured JVM cannot use its AOT cache: " + matcher.group(1))
        : Optional.empty();
  }

  @Override
  public void close() {
    if (caches != null) {
      caches.close();
    }
  }

  @Override
  public void stop() {
    ShotProcesses ofTheShot = processes;
    if (ofTheShot != null) {
      ofTheShot.end();
    }
  }

  private ShotResult fire(ShotPlan shot, Fork fork, PrintStream log, Path folder)
      throws RunnerException, IOException {
    Path traceFile = folder.resolve("trace.json");
    Endpoint at = fork.at();
    // JMH prints and records its parameters, so these are masked; the file is for its owner alone.
    Path settings = Files.createTempFile(folder, "settings", null);
    write(at.settings(), folder, settings);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(shot.model().benchmark().getName() + ".fanOut") + "$")
            .forks(1)
            .warmupIterations(0)
            .measurementIterations(1)
            .timeout(TimeValue.milliseconds(shot.patience().toMillis()))
            .jvmArgs() // none of this JVM's own
            .jvmArgsAppend(
                Stream.of(
                        // which the options would else replace
                        shot.model().jvmFlags(),
                        fork.flags(),
                        List.of(
                            "-D" + FanOutBenchmark.TRACE_PROPERTY + "=" + traceFile,
                            "-D"
                                + FanOutBenchmark.PATIENCE_PROPERTY
                                + "="
                                + shot.patience().toMillis(),
                            // of threads that a call of the user's own has left
                            "-Djmh.shutdownTimeout=" + fork.shutdown().toSeconds(),
                            "-D" + FanOutBenchmark.SETTINGS_PROPERTY + "=" + settings,
                            // where the Flight Recorder writes, of whom nothing may be left
                            "-Djava.io.tmpdir=" + folder))
                    .flatMap(List::stream)
                    .toArray(String[]::new))
            .param("url", at.toString())
            .param("warmUpUrl", at.warmUp().toString())
            .param("temperature", shot.temperature().name());
    shot.parameters().forEach(options::param);
    var listener = new Listener(fork.heartbeat(), log);
    Optional<RunResult> result =
        JmhRunner.run(options.build(), at.backend(), log, line -> listener.accept(at.mask(line)))
            .stream()
            .findFirst();
    return result(
        result.map(JmhShooter::elapsedMs).orElse(OptionalDouble.empty()),
        result.<OwnRecord>map(each -> () -> files.add(shot, each)).orElse(OwnRecord.NONE),
        traceFile,
        at,
        listener.trouble);
  }

  private static void write(Map<String, String> settings, Path folder, Path file)
      throws IOException {
    var properties = new Properties();
    properties.putAll(settings);
    properties.put(BackendType.FOLDER, folder.toString());
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  private static OptionalDouble elapsedMs(RunResult result) {
    return OptionalDouble.of(result.getPrimaryResult().getScore());
  }

  /**
   * The result of a shot that was fired.
   *
   * @param trouble what kept the measured JVM from writing the file; absent if it said nothing
   */
  static ShotResult result(
      OptionalDouble elapsedMs,
      OwnRecord ownRecord,
      Path traceFile,
      Endpoint at,
      @Nullable String trouble) {
    Optional<ShotTrace> trace = Optional.empty();
    Optional<String> why = Optional.ofNullable(trouble).map("The measured JVM failed: "::concat);
    if (trouble == null && Files.exists(traceFile)) {
      try {
        trace = Optional.of(ShotTrace.read(traceFile).reworded(at::mask));
      } catch (IOException e) {
        why =
            Optional.of(
                "What the measured JVM wrote of its shot cannot be read; it was cut short.");
      }
    }
    return new ShotResult(elapsedMs, trace, why, ownRecord);
  }

  /** Takes what the measured JVM prints; what is not a notice of ours goes to JMH's log. */
  private static final class Listener implements Consumer<String> {
    private final Consumer<String> heartbeat;
    private final PrintStream log;
    private volatile @Nullable String trouble;

    Listener(Consumer<String> heartbeat, PrintStream log) {
      this.heartbeat = heartbeat;
      this.log = log;
    }

    @Override
    public void accept(String line) {
      Optional<String> progress = Notice.PROGRESS.in(line);
      progress.ifPresent(heartbeat);
      Notice.TROUBLE.in(line).ifPresent(told -> trouble = told);
      if (progress.isEmpty()) {
        log.println(line);
      }
    }
  }
}

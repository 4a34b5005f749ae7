package dev.fanout.bench.model;

import dev.fanout.bench.arrival.ArrivalStream;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.meter.AotCache;
import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.ParentWatch;
import dev.fanout.server.SlowServerProcess;
import dev.fanout.server.StandStillWatch;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The measurement of one concurrency model: N requests to a slow server, once, on JMH's clock.
 *
 * <p>A model is a subclass: its parameters as {@link Param} fields, its schedule, and how it is
 * opened. Everything else is the same for all: what the parameters ask for follows from {@link
 * CaseParameters}, the life cycle of a shot and its checks are here.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      FanOutBenchmark.ALLOW_UNSAFE,
      FanOutBenchmark.ALLOW_NATIVE,
      FanOutBenchmark.WATCH_PARENT
    })
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Timeout(time = 1, timeUnit = TimeUnit.HOURS)
@Threads(1)
public abstract class FanOutBenchmark extends CaseParameters {
  /** Silences the warnings that JMH 1.37 and Netty cause on JDK 24 and later. */
  public static final String ALLOW_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  /** Silences the warning that Netty causes on JDK 24 and later; given to all models alike. */
  public static final String ALLOW_NATIVE = "--enable-native-access=ALL-UNNAMED";

  /** Ends the measured JVM when the JVM that forked it dies. */
  public static final String WATCH_PARENT = "-Dfanout.watch-parent=true";

  /** The system property that names the file to which a shot's {@link ShotTrace} is written. */
  public static final String TRACE_PROPERTY = "fanout.trace";

  /**
   * The system property that names a file of properties, the {@link Opening#settings} of the
   * backend: they may hold secrets, and {@link #url} is then for the record alone.
   */
  public static final String SETTINGS_PROPERTY = "fanout.settings";

  /**
   * The system property that says after how many milliseconds JMH stops the shot, counted from when
   * it began to open the model.
   */
  public static final String PATIENCE_PROPERTY = "fanout.patience";

  /**
   * The system property of a JVM that is not measured, but writes an AOT cache as it ends: before
   * its shot it is warmed up, so that the cache has profiles too.
   */
  public static final String TRAINING_PROPERTY = "fanout.training";

  /** How much later a JVM is ended whose shot has not ended then, as a part of its patience. */
  private static final int LAST_RESORT = 10;

  /** What the JVM has done before, or another for it. */
  @Param("COLD")
  public Temperature temperature = Temperature.COLD;

  /** The address of the slow answer; empty to start a slow server for this benchmark alone. */
  @Param("")
  public String url = "";

  /** The address to warm up on; empty for the slow server's own, or else for {@link #url}. */
  @Param("")
  public String warmUpUrl = "";

  private @Nullable Endpoint given;
  private @Nullable SlowServerProcess server;
  private @Nullable OpenBackend system;
  private @Nullable FanOut fanOut;
  private volatile @Nullable LiveShot shot;
  private @Nullable Heartbeat heartbeat;
  private @Nullable StandStillWatch watch;
  private @Nullable Throwable failure;
  private List<Meter> meters = List.of();
  private @Nullable Supplier<Readings> readings;
  private double openMs;

  /** What was told of the last shot. */
  private volatile @Nullable ShotTrace left;

  /** How long to wait for an answer; absent for what the work needs. */
  @Nullable Duration timeout;

  /** What {@link #TRACE_PROPERTY} names; absent if nobody asks. */
  @Nullable String traceFile = System.getProperty(TRACE_PROPERTY);

  /** What {@link #SETTINGS_PROPERTY} names; absent if the address says it all. */
  @Nullable String settingsFile = System.getProperty(SETTINGS_PROPERTY);

  /**
   * Opens the model: pool, workers, client. The time this takes is reported apart.
   *
   * @param backend opens the clients of the system that it will call
   */
  protected abstract FanOut open(Backend backend) throws IOException;

  /**
   * Opens the model for whoever asks more of it than all answers at the end.
   *
   * @param backend opens the clients of the system that it will call
   */
  protected abstract Idioms idioms(Backend backend) throws IOException;

  /** The one thing measured: nothing but the fan-out stands between JMH's clock readings. */
  @Benchmark
  public Timeline fanOut() {
    LiveShot aimed = Objects.requireNonNull(shot);
    aimed.timeline().begin();
    try {
      FanOut model = Objects.requireNonNull(fanOut);
      if (arrivals.isEmpty()) {
        aimed.fire(model);
      } else {
        aimed.pace(model);
      }
    } catch (Throwable e) {
      failure = e; // reported with the requests that did end, once the clock has stopped
    }
    return aimed.timeline();
  }

  /** Starts the server if need be, opens the model, warms it up if asked. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    Locale.setDefault(Locale.ROOT); // JMH has started this JVM, so that no main of ours could
    if (Boolean.getBoolean("fanout.watch-parent")) {
      ParentWatch.start();
    }
    watch = StandStillWatch.start();
    heartbeat = new Heartbeat();
    Long patience = Long.getLong(PATIENCE_PROPERTY);
    if (patience != null) {
      heartbeat.after(Duration.ofMillis(patience + patience / LAST_RESORT), this::giveUp);
    }
    try {
      if (url.isEmpty() && startable()) {
        server = SlowServerProcess.start(server());
        url = server.url().toString();
        warmUpUrl = server.warmUpUrl().toString();
      }
      Scenario scenario = scenario(); // refuses parameters that make no sense, before all else
      Duration longest = timeout == null ? scenario.timeout() : timeout;
      OpenBackend to = type().open(new Opening(backend, connecting(settings()), longest));
      system = to;
      long start = System.nanoTime();
      fanOut = open(to);
      openMs = (System.nanoTime() - start) / 1e6;
      if (traceFile != null) { // else nobody asks what they measured
        meters = Meter.ofShot(temperature, fanOut.workers(temperature));
      }
      if (temperature == Temperature.WARM || isTraining()) {
        heartbeat.tellOfWarmUp(scenario.warmUpTime(to.hasQuickAnswer()));
        warmUp(fanOut, to.warmUp());
        heartbeat.fallSilent();
      }
    } catch (Throwable e) {
      abandon(ShotTrace.notOpened(e), e);
      throw e;
    }
  }

  private static boolean isTraining() {
    return Boolean.getBoolean(TRAINING_PROPERTY);
  }

  private void warmUp(FanOut opened, Destination to) throws Exception {
    Work work = scenario().warmUpWork();
    long least = Scenario.leastWarmUp().toNanos();
    long start = System.nanoTime();
    for (int fired = 0;
        fired < Scenario.WARM_UP_SHOTS || System.nanoTime() - start < least;
        fired++) {
      try (var warming = LiveShot.of(work, to)) {
        warming.fire(opened);
        Expectation.ALL_RIGHT
            .unmet(warming.timeline().traces(), work.requests())
            .ifPresent(
                wrong -> {
                  throw new InvalidShotException("while warming up, " + wrong, null);
                });
      }
    }
  }

  /** Has it call that endpoint, whose settings are then in no file. */
  public FanOutBenchmark at(Endpoint endpoint) {
    backend = endpoint.backend();
    url = endpoint.toString();
    given = endpoint;
    return this;
  }

  /** Plain JMH is given no server: a slow one is started, and one of another kind must be there. */
  private boolean startable() {
    if (!WorkloadKind.of(workload).isOfSlowServer()) {
      throw new IllegalArgumentException("the workload %s needs a url".formatted(workload));
    }
    return true;
  }

  private Map<String, String> connecting(Map<String, String> settings) {
    var more = new HashMap<>(settings);
    if (connectionPool > 0) {
      more.put(BackendType.CONNECTIONS, Integer.toString(connectionPool));
    }
    if (isHttp2()) {
      more.put(BackendType.HTTP_VERSION, http);
    }
    return more;
  }

  private Map<String, String> settings() throws IOException {
    if (given != null) {
      return given.settings();
    }
    if (settingsFile == null) {
      return warmUpUrl.isEmpty() || warmUpUrl.equals(url)
          ? Map.of("url", url)
          : Map.of("url", url, "warmUpUrl", warmUpUrl);
    }
    var settings = new Properties();
    Path file = Path.of(settingsFile);
    try (Reader in = Files.newBufferedReader(file)) {
      settings.load(in);
    }
    Files.delete(file); // so that no kill leaves a secret on disk
    return settings.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, settings::getProperty));
  }

  /** Gets a new shot ready. */
  @Setup(Level.Iteration)
  public void aim() throws Exception {
    failure = null;
    try {
      OpenBackend to = Objects.requireNonNull(system);
      ArrivalStream stream = stream();
      shot =
          stream == null
              ? LiveShot.of(work(), to)
              : LiveShot.ofStream(work(), stream.moments(seed), to);
      Duration floor = scenario().floor(); // which costs CPU time that is not the shot's
      Objects.requireNonNull(watch).take(); // what happened until now does no harm
      Objects.requireNonNull(heartbeat).tellOfShot(shot.timeline(), floor);
      readings = Meter.startAll(meters);
    } catch (Throwable e) {
      abandon(ShotTrace.notFired(FailureText.of(e)), e);
      throw e;
    }
  }

  /**
   * Checks the shot, off the clock.
   *
   * @throws InvalidShotException if it does not count, so that JMH drops it
   */
  @TearDown(Level.Iteration)
  public void check() throws Exception {
    try (LiveShot fired = Objects.requireNonNull(shot)) {
      Readings read =
          Objects.requireNonNull(readings)
              .get()
              .plus(new Readings(Map.of(Metric.OPEN_MS, openMs), Map.of(), null));
      Objects.requireNonNull(heartbeat).fallSilent();
      fired.timeline().stoodStill("measured JVM", Objects.requireNonNull(watch).take().toNanos());
      fired.verify();
      if (failure == null && temperature == Temperature.COLD_AOT && !isTraining()) {
        requireAotCache();
      }
      ShotTrace trace =
          isTraining()
              ? ShotTrace.ofTraining(fired.timeline(), failure)
              : ShotTrace.of(fired.timeline(), work(), failure, read);
      leave(trace);
      String invalid = trace.failure();
      if (invalid != null) {
        throw new InvalidShotException(invalid, failure);
      }
    } catch (Throwable e) {
      closeAfter(e); // JMH calls no other tear-down, and what is open would hold the JVM for 30 s
      throw e;
    }
  }

  private void requireAotCache() {
    if (!AotCache.isInUse()) {
      failure =
          new IllegalStateException(
              "the JVM had no AOT cache for certain: give it -XX:AOTCache=FILE and -XX:AOTMode=on");
    }
  }

  /** Leaves why there is no shot; JMH calls no tear-down after a set-up that failed. */
  private void abandon(ShotTrace why, Throwable cause) {
    try {
      leave(why);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    closeAfter(cause);
  }

  private void closeAfter(Throwable cause) {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Ends a JVM that JMH could not stop: code that is not ours may ignore interrupts. */
  private void giveUp() {
    LiveShot stuck = shot;
    try {
      if (left == null) {
        leave(
            stuck == null
                ? ShotTrace.notFired("opening and warming up took too long, and did not end")
                : ShotTrace.stuck(stuck.timeline()));
      }
    } catch (IOException e) {
      // The runner is told, and this JVM is of no more use.
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private void leave(ShotTrace trace) throws IOException {
    left = trace;
    if (traceFile != null) {
      try {
        trace.write(Path.of(traceFile));
      } catch (IOException e) {
        Notice.TROUBLE.print(
            "what it measured could not be written to %s, %s"
                .formatted(traceFile, FailureText.of(e)));
        throw e;
      }
    }
  }

  /** Ends what the model holds open; more than once does no harm. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    try (SlowServerProcess _ = server;
        FanOut _ = fanOut;
        StandStillWatch _ = watch) {
      watch = null;
      fanOut = null;
      server = null;
    }
    ShotTrace trace = left;
    Optional<String> behind = system == null ? Optional.empty() : system.leftBehind();
    if (trace != null && behind.isPresent()) {
      leave(trace.leaving(behind.get()));
    }
    if (heartbeat != null) {
      heartbeat.stop();
    }
  }
}

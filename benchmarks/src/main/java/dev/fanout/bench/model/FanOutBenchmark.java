package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.Client;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.HttpBackend;
import dev.fanout.bench.backend.http.HttpClients;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.Firing;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.ParentWatch;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import dev.fanout.server.StandStillWatch;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The measurement of one concurrency model: N requests to a slow server, once, on JMH's clock.
 *
 * <p>A model is a subclass: its parameters as {@link Param} fields, its floor, and how it is
 * opened. Everything else, and so the work and the checks, is here and the same for all.
 */
@State(Scope.Benchmark)
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
public abstract class FanOutBenchmark {
  /** Silences the warnings that JMH 1.37 and Netty cause on JDK 24 and later. */
  public static final String ALLOW_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  /** Silences the warning that Netty causes on JDK 24 and later; given to all models alike. */
  public static final String ALLOW_NATIVE = "--enable-native-access=ALL-UNNAMED";

  /** Ends the measured JVM when the JVM that forked it dies. */
  public static final String WATCH_PARENT = "-Dfanout.watch-parent=true";

  /** The system property that names the file to which a shot's {@link ShotTrace} is written. */
  public static final String TRACE_PROPERTY = "fanout.trace";

  /**
   * The system property that names the file with the true form of a {@link #url} that is masked.
   */
  public static final String ADDRESS_PROPERTY = "fanout.address";

  private static final String BLOCKING = "blocking";
  private static final String NON_BLOCKING = "non-blocking";

  /** The number of requests, N. */
  @Param("100")
  public int requests = 100;

  /** The server's delay, D, or how it is drawn, as {@link Delay#parse} reads it. */
  @Param("3s")
  public String delay = "3s";

  /** Of the draws of the delay. */
  @Param("0")
  public long seed;

  /** The key of the {@link WorkloadKind}. */
  @Param("hello")
  public String workload = "hello";

  /** CPU time in milliseconds that each page costs; of the workload {@code crawl} alone. */
  @Param("0")
  public long cpuMs;

  /** The size of a file in bytes; of the workload {@code download} alone. */
  @Param("262144")
  public int fileBytes = 262_144;

  /** {@code blocking}, or {@code non-blocking} for models that call back; of download alone. */
  @Param(BLOCKING)
  public String writes = BLOCKING;

  /** The server's blocking handler threads; 0 for asynchronous answers. */
  @Param("0")
  public int handlerThreads;

  /** Whether the JVM has run the same fan-out before. */
  @Param("COLD")
  public Temperature temperature = Temperature.COLD;

  /**
   * The address of the slow answer; empty to start a slow server for this benchmark alone. It is
   * masked if there is a file of {@link #ADDRESS_PROPERTY}.
   */
  @Param("")
  public String url = "";

  /** The address to warm up on; empty for the slow server's own, or else for {@link #url}. */
  @Param("")
  public String warmUpUrl = "";

  private @Nullable SlowServerProcess server;
  private @Nullable HttpBackend system;
  private @Nullable FanOut fanOut;
  private @Nullable Firing shot;
  private @Nullable Heartbeat heartbeat;
  private @Nullable StandStillWatch watch;
  private @Nullable Throwable failure;
  private List<Meter> meters = List.of();
  private @Nullable Supplier<Readings> readings;
  private double openMs;

  /** How long to wait for an answer; absent for what the work needs. */
  @Nullable Duration timeout;

  /** How the model lays requests out in time, which gives the floor. */
  protected abstract Schedule schedule();

  /**
   * Opens the model: pool, workers, client. The time this takes is reported apart.
   *
   * @param backend opens the clients of the system that it will call
   */
  protected abstract FanOut open(Backend backend) throws IOException;

  /** Whether callbacks handle the answers, so that files may be written without blocking. */
  protected boolean callsBack() {
    return false;
  }

  /** About how many files and sockets the harness has open for it at once. */
  protected int openFiles() {
    return work().kind().writesFiles() ? 2 * inFlight() : inFlight();
  }

  /** The most requests that the model may have in flight at once. */
  protected final int inFlight() {
    return work().inFlight(schedule());
  }

  /** The HTTP client's key. */
  protected String client() {
    return "okhttp";
  }

  /** What is known of a client before it is open. */
  protected static Client clientOf(String key) {
    return HttpClients.of(key);
  }

  /** What tells apart cases that share all else: by default the parameter {@code variant}. */
  protected @Nullable String variant() {
    return (String) parameter("variant");
  }

  /**
   * The pool's size or the limit of requests in flight: by default the parameter {@code size}, of
   * which 0 means no limit.
   */
  protected @Nullable Integer size() {
    return parameter("size") instanceof Integer size && size > 0 ? size : null;
  }

  /**
   * What it asks of the server.
   *
   * @throws IllegalArgumentException if a parameter makes no sense
   */
  protected final Work work() {
    WorkloadKind kind = WorkloadKind.of(workload);
    var settings = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter each : kind.parameters()) {
      settings.put(each, Objects.requireNonNull(parameter(each.json())));
    }
    if (settings.containsKey(Parameter.WRITES)) {
      requireWrites();
    }
    return new Work(kind, requests, Delay.parse(delay), seed, settings);
  }

  private void requireWrites() {
    List<String> ways = callsBack() ? List.of(BLOCKING, NON_BLOCKING) : List.of(BLOCKING);
    if (!ways.contains(writes)) {
      throw new IllegalArgumentException(
          "writes '%s' is none of %s".formatted(writes, String.join(", ", ways)));
    }
  }

  private SlowServerOptions serverOptions() {
    return new SlowServerOptions(
        0,
        Delay.parse(delay),
        seed,
        handlerThreads == 0 ? OptionalInt.empty() : OptionalInt.of(handlerThreads));
  }

  /** The one thing measured: nothing but the fan-out stands between JMH's clock readings. */
  @Benchmark
  public Timeline fanOut() {
    Firing aimed = Objects.requireNonNull(shot);
    aimed.timeline().begin();
    try {
      aimed.fire(Objects.requireNonNull(fanOut));
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
    try {
      if (url.isEmpty()) {
        server = SlowServerProcess.start(serverOptions());
        url = server.url().toString();
        warmUpUrl = server.warmUpUrl().toString();
      }
      scenario(); // refuses parameters that make no sense, before anything is opened
      HttpBackend to = at(address());
      system = to;
      long start = System.nanoTime();
      fanOut = open(to);
      openMs = (System.nanoTime() - start) / 1e6;
      if (System.getProperty(TRACE_PROPERTY) != null) { // else nobody asks what they measured
        meters = Meter.ofShot(fanOut.workers());
      }
      if (temperature == Temperature.WARM) {
        boolean itself = warmUpUrl.isEmpty() || warmUpUrl.equals(url);
        heartbeat = Heartbeat.ofWarmUp(scenario().warmUpTime(!itself));
        try {
          warmUp(fanOut, itself ? to : at(Address.of(warmUpUrl)));
        } finally {
          heartbeat.stop();
        }
      }
    } catch (Throwable e) {
      abandon(ShotTrace.notOpened(e), e);
      throw e;
    }
  }

  private void warmUp(FanOut opened, Destination to) throws Exception {
    Work work = work();
    long least = Scenario.leastWarmUp().toNanos();
    long start = System.nanoTime();
    for (int fired = 0;
        fired < Scenario.WARM_UP_SHOTS || System.nanoTime() - start < least;
        fired++) {
      try (var warming = Firing.of(work, to)) {
        warming.fire(opened);
        Expectation.ALL_RIGHT
            .unmet(warming.timeline().traces(), requests)
            .ifPresent(
                wrong -> {
                  throw new InvalidShotException("while warming up, " + wrong, null);
                });
      }
    }
  }

  private HttpBackend at(Address address) {
    return HttpBackend.at(address, timeout == null ? work().timeout() : timeout);
  }

  private Address address() throws IOException {
    String file = System.getProperty(ADDRESS_PROPERTY);
    if (file == null) {
      return Address.of(url);
    }
    Address address = Address.of(Files.readString(Path.of(file)));
    Files.delete(Path.of(file)); // so that no kill leaves a secret on disk
    return address;
  }

  /** Gets a new shot ready. */
  @Setup(Level.Iteration)
  public void aim() throws Exception {
    try {
      shot = Firing.of(work(), Objects.requireNonNull(system));
    } catch (Throwable e) {
      abandon(ShotTrace.notFired(FailureText.of(e)), e);
      throw e;
    }
    failure = null;
    Duration floor = scenario().floor(); // which costs CPU time that is not the shot's
    Objects.requireNonNull(watch).take(); // what happened until now does no harm
    readings = Meter.startAll(meters);
    heartbeat = Heartbeat.ofShot(shot.timeline(), floor);
  }

  /**
   * Checks the shot, off the clock.
   *
   * @throws InvalidShotException if it does not count, so that JMH drops it
   */
  @TearDown(Level.Iteration)
  public void check() throws Exception {
    Readings read =
        Objects.requireNonNull(readings)
            .get()
            .plus(new Readings(Map.of(Metric.OPEN_MS, openMs), Map.of(), null));
    Objects.requireNonNull(heartbeat).stop();
    try {
      judge(Objects.requireNonNull(shot), read);
    } catch (Throwable e) {
      closeAfter(e); // JMH calls no other tear-down, and what is open would hold the JVM for 30 s
      throw e;
    }
  }

  private void judge(Firing aimed, Readings read) throws IOException {
    try (Firing fired = aimed) {
      fired.timeline().stoodStill("measured JVM", Objects.requireNonNull(watch).take().toNanos());
      fired.verify();
      ShotTrace trace = ShotTrace.of(fired.timeline(), work(), failure, read);
      leave(trace);
      String invalid = trace.failure();
      if (invalid != null) {
        throw new InvalidShotException(invalid, failure);
      }
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

  private static void leave(ShotTrace trace) throws IOException {
    String file = System.getProperty(TRACE_PROPERTY);
    if (file != null) {
      try {
        trace.write(Path.of(file));
      } catch (IOException e) {
        Notice.TROUBLE.print(
            "what it measured could not be written to %s, %s".formatted(file, FailureText.of(e)));
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
  }

  /**
   * What this benchmark measures as it is set.
   *
   * @throws IllegalArgumentException if a parameter makes no sense
   */
  public final Scenario scenario() {
    return new Scenario(measured(), work(), schedule(), serverOptions(), openFiles(), callsBack());
  }

  private Case measured() {
    requireChoice("client");
    Model model = Objects.requireNonNull(getClass().getAnnotation(Model.class));
    Work work = work();
    var values =
        new HashMap<>(
            new Case(
                    model.key(),
                    variant(),
                    client(),
                    size(),
                    (Integer) parameter("chunk"),
                    inFlight(),
                    work.kind().key(),
                    requests,
                    work.delay().median().toMillis())
                .values());
    values.putAll(work.settings());
    if (handlerThreads > 0) {
      values.put(Parameter.HANDLER_THREADS, handlerThreads);
    }
    if (!work.delay().isFixed()) {
      values.put(Parameter.DELAY, work.delay().text());
    }
    return new Case(values);
  }

  /** Makes sure that a parameter, if the model has it, is one of the values that JMH would take. */
  private void requireChoice(String name) {
    try {
      Field field = getClass().getField(name);
      List<String> choice = List.of(field.getAnnotation(Param.class).value());
      if (!choice.contains(String.valueOf(field.get(this)))) {
        throw new IllegalArgumentException(
            "%s '%s' is not one of %s".formatted(name, field.get(this), String.join(", ", choice)));
      }
    } catch (NoSuchFieldException e) {
      // a model with one client has no such parameter
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object parameter(String name) {
    try {
      return getClass().getField(name).get(this);
    } catch (NoSuchFieldException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

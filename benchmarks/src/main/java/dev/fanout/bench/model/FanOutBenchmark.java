package dev.fanout.bench.model;

import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.Timeline;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.ParentWatch;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

  private static final Duration WARM_UP_TIME = Duration.ofSeconds(2);
  private static final int WARM_UP_SHOTS = 3;

  /** The number of requests, N. */
  @Param("100")
  public int requests;

  /** The server's delay in milliseconds, D. */
  @Param("3000")
  public long delayMs;

  /** Whether the JVM has run the same fan-out before. */
  @Param("COLD")
  public Temperature temperature = Temperature.COLD;

  /** The address of the slow answer; empty to start a slow server for this benchmark alone. */
  @Param("")
  public String url = "";

  /** The address to warm up on; empty for the slow server's own, or else for {@link #url}. */
  @Param("")
  public String warmUpUrl = "";

  private @Nullable SlowServerProcess server;
  private @Nullable FanOut fanOut;
  private @Nullable Timeline timeline;
  private @Nullable Heartbeat heartbeat;
  private @Nullable Throwable failure;
  private @Nullable MachineLoad loadBefore;
  private double openMs;

  /** The most requests that the model may have in flight at once. */
  protected abstract int inFlight();

  /** About how many files and sockets the harness has open for it at once. */
  public int openFiles() {
    return inFlight();
  }

  /** The least wall time that a perfect machine needs. */
  public abstract Duration floor();

  /**
   * Opens the model for such calls: pool, workers, client. The time this takes is reported apart.
   */
  protected abstract FanOut open(SlowCall call) throws IOException;

  /** The HTTP client's key. */
  protected String client() {
    return "okhttp";
  }

  /** What tells apart cases that share all else: by default the parameter {@code variant}. */
  protected @Nullable String variant() {
    return (String) parameter("variant");
  }

  /**
   * The pool's size or the limit of requests in flight: by default the parameter {@code size}, of
   * which 0 is no limit.
   */
  protected @Nullable Integer size() {
    return parameter("size") instanceof Integer size && size > 0 ? size : null;
  }

  /** The server's delay, D. */
  protected final Duration delay() {
    return Duration.ofMillis(delayMs);
  }

  /** The one thing measured: nothing but the fan-out stands between JMH's clock readings. */
  @Benchmark
  public Timeline fanOut() {
    Timeline shot = Objects.requireNonNull(timeline);
    shot.begin();
    try {
      Objects.requireNonNull(fanOut).send(shot);
    } catch (Throwable e) {
      failure = e; // reported with the requests that did end, once the clock has stopped
    }
    return shot;
  }

  /** Starts the server if need be, opens the model, warms it up if asked. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    if (Boolean.getBoolean("fanout.watch-parent")) {
      ParentWatch.start();
    }
    if (url.isEmpty()) {
      server = SlowServerProcess.start(SlowServerOptions.asynchronous(delay()));
      url = server.url().toString();
      warmUpUrl = server.warmUpUrl().toString();
    }
    try {
      long start = System.nanoTime();
      fanOut = open(call(url));
      openMs = (System.nanoTime() - start) / 1e6;
      if (temperature == Temperature.WARM) {
        String address = warmUpUrl.isEmpty() ? url : warmUpUrl;
        heartbeat = Heartbeat.ofWarmUp(warmUpTime(!address.equals(url)));
        try {
          warmUp(fanOut, call(address));
        } finally {
          heartbeat.stop();
        }
      }
    } catch (Throwable e) {
      close(); // JMH calls no tear-down after a set-up that failed
      leave(ShotTrace.notFired(e));
      throw e;
    }
  }

  /**
   * How long the warm-up takes; an estimate.
   *
   * @param quick whether the server has a quick answer to warm up on
   */
  public final Duration warmUpTime(boolean quick) {
    Duration slow = floor().multipliedBy(WARM_UP_SHOTS);
    return quick || slow.compareTo(WARM_UP_TIME) < 0 ? WARM_UP_TIME : slow;
  }

  private void warmUp(FanOut opened, SlowCall call) throws Exception {
    long start = System.nanoTime();
    for (int shot = 0;
        shot < WARM_UP_SHOTS || System.nanoTime() - start < WARM_UP_TIME.toNanos();
        shot++) {
      var timeline = new Timeline(call, requests);
      opened.send(timeline);
      ShotTrace.wrongAnswers(timeline.traces(), requests)
          .ifPresent(
              wrong -> {
                throw new InvalidShotException("while warming up, " + wrong, null);
              });
    }
  }

  private SlowCall call(String address) {
    return SlowCall.of(URI.create(address), requests, delay());
  }

  /** Gets a new timeline ready. */
  @Setup(Level.Iteration)
  public void aim() {
    timeline = new Timeline(call(url), requests);
    failure = null;
    loadBefore = MachineLoad.read();
    heartbeat = Heartbeat.ofShot(timeline, floor());
  }

  /**
   * Checks the shot, off the clock.
   *
   * @throws InvalidShotException if it does not count, so that JMH drops it
   */
  @TearDown(Level.Iteration)
  public void check() throws IOException {
    MachineLoad loadAfter = MachineLoad.read();
    Objects.requireNonNull(heartbeat).stop();
    Timeline shot = Objects.requireNonNull(timeline);
    ShotTrace trace = ShotTrace.of(shot, openMs, delay(), failure, loadBefore, loadAfter);
    leave(trace);
    String invalid = trace.failure();
    if (invalid != null) {
      throw new InvalidShotException(invalid, failure);
    }
  }

  private static void leave(ShotTrace trace) throws IOException {
    String file = System.getProperty(TRACE_PROPERTY);
    if (file != null) {
      trace.write(Path.of(file));
    }
  }

  /** Ends what the model holds open. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    if (fanOut != null) {
      fanOut.close();
    }
    if (server != null) {
      server.close();
    }
  }

  /** The case that this benchmark measures as it is set. */
  public final Case measured() {
    Model model = Objects.requireNonNull(getClass().getAnnotation(Model.class));
    return new Case(
        model.key(),
        variant(),
        client(),
        size(),
        (Integer) parameter("chunk"),
        inFlight(),
        "hello",
        requests,
        delayMs);
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

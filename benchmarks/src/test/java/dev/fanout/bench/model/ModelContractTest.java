package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.HttpBackend;
import dev.fanout.bench.backend.http.HttpCall;
import dev.fanout.bench.backend.http.OwnCall;
import dev.fanout.bench.backend.http.RequestForm;
import dev.fanout.bench.backend.http.RequestHeader;
import dev.fanout.bench.backend.http.Trust;
import dev.fanout.bench.backend.http.answer.Statuses;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.Load;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every model promises, whatever it is: found in JMH's list, so that none escapes.
 *
 * <p>Most of the time of a shot is waiting, so several are under way at once, on servers of their
 * own. What a model leaves behind is therefore looked for once all have ended.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LeavesNoThread.class)
@Order(1)
class ModelContractTest {
  private static final int REQUESTS = 7; // more than OkHttp lets through to a host
  private static final Duration DELAY = Duration.ofMillis(200);

  /** Short and unlike, so that the floors of drawn delays are put to the test too. */
  private static final Delay DRAWN = Delay.parse("uniform:20ms..80ms");

  private static final long SEED = 5;

  private static final AtomicReference<SlowServerProcess> DRAWING = new AtomicReference<>();
  private static final Set<ProcessHandle> WORKERS = ConcurrentHashMap.newKeySet();

  /** Held by the subjects that run on the JVM's common pool, of which there is one. */
  private static final Lock COMMON_POOL = new ReentrantLock();

  private static final Set<String> ON_THE_COMMON_POOL = Set.of("parallel-stream", "supply-async");

  @TempDir static Path downloads;
  @TempDir static Path settings;

  /** Each model with small pools and limits, and each of its clients and variants. */
  static Stream<Subject> subjects() {
    return ModelType.all().stream().flatMap(ModelContractTest::variants);
  }

  /**
   * The same, each process pool with one chunk and one JVM alone: a JVM is dear to start, and
   * neither has a part in whether a shot is refused.
   */
  static Stream<Subject> subjectsToRefuse() {
    return subjects()
        .filter(subject -> !"2".equals(subject.parameters().get("chunk")))
        .map(Subject::onOneWorker);
  }

  private static Stream<Subject> variants(ModelType model) {
    List<Map<String, String>> variants = List.of(Map.of());
    for (var parameter : model.parameters().entrySet()) {
      List<String> values =
          switch (parameter.getKey()) {
            case "size" ->
                parameter.getValue().equals(List.of("0")) ? List.of("0", "2") : List.of("2");
            case "chunk" -> List.of("1", "2");
            default -> parameter.getValue();
          };
      var longer = new ArrayList<Map<String, String>>();
      for (Map<String, String> variant : variants) {
        for (String value : values) {
          var more = new HashMap<>(variant);
          more.put(parameter.getKey(), value);
          longer.add(more);
        }
      }
      variants = longer;
    }
    return variants.stream().map(parameters -> new Subject(model, parameters));
  }

  record Subject(ModelType model, Map<String, String> parameters) {
    FanOutBenchmark at(String url) {
      var all = new HashMap<>(parameters);
      all.put("requests", Integer.toString(REQUESTS));
      all.putIfAbsent("delay", TimeSpan.text(DELAY));
      all.put("url", url);
      return model.with(all);
    }

    /** Whether its idiom gives up the other calls once one has failed. */
    boolean cancels() {
      return model.key().equals("structured-scope");
    }

    /** How it is said that all requests failed. */
    String failed() {
      return cancels() ? " of 7 requests failed, the first" : "7 of 7 requests failed, the first";
    }

    Subject with(String... namesAndValues) {
      var all = new HashMap<>(parameters);
      for (int i = 0; i < namesAndValues.length; i += 2) {
        all.put(namesAndValues[i], namesAndValues[i + 1]);
      }
      return new Subject(model, all);
    }

    /** Whose pool, if it is one of processes, has one of them. */
    Subject onOneWorker() {
      boolean processes =
          model.key().startsWith("process-pool") || "processes".equals(parameters.get("variant"));
      return processes ? with("size", "1") : this;
    }

    @Override
    public String toString() {
      return model.key() + " " + parameters;
    }
  }

  @BeforeAll
  static void startServers() throws IOException {
    DRAWING.set(SlowServerProcess.start(SlowServerOptions.asynchronous(DRAWN, SEED)));
  }

  @AfterAll
  static void nothingIsLeftBehind() throws IOException {
    DRAWING.get().close();
    assertThat(WORKERS).as("workers seen, so that their end is seen too").isNotEmpty();
    awaitEnd(WORKERS);
    assertThat(downloads).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void makesEachRequestOnceAndNotFasterThanItsFloor(Subject subject) throws Exception {
    try (var server = new CountingServer(200, DELAY)) {
      FanOutBenchmark benchmark = subject.at(server.url());
      server.holdUntilInFlight(Objects.requireNonNull(benchmark.scenario().measured().inFlight()));
      Shot shot = shoot(benchmark);
      assertRight(shot, benchmark);
      assertThat(server.load())
          .isEqualTo(
              new Load(
                  REQUESTS,
                  0,
                  Objects.requireNonNull(benchmark.scenario().measured().inFlight()),
                  0,
                  0,
                  0,
                  null));
    }
  }

  /** Each model once, on each workload, and with either way of writing files that it has. */
  static Stream<Subject> subjectsOnEachWorkload() {
    return oneOfEachModel()
        .flatMap(
            subject ->
                Arrays.stream(WorkloadKind.values())
                    .filter(kind -> kind.isOfSlowServer() || kind == WorkloadKind.GET) // of HTTP
                    .flatMap(
                        kind ->
                            kind == WorkloadKind.DOWNLOAD
                                    && subject.model.scenario(Map.of()).callsBack()
                                ? Stream.of(
                                    subject.with("workload", kind.key(), "writes", "blocking"),
                                    subject.with("workload", kind.key(), "writes", "non-blocking"))
                                : Stream.of(subject.with("workload", kind.key()))));
  }

  static Stream<Subject> oneOfEachModel() {
    return ModelType.all().stream()
        .map(model -> variants(model).findFirst().orElseThrow().onOneWorker());
  }

  @ParameterizedTest
  @MethodSource("oneOfEachModel")
  void makesEachRequestOfTheUsersOwn(Subject subject) throws Exception {
    var bodies = new ConcurrentLinkedQueue<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (var handlers = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(handlers);
      server.createContext(
          "/pay",
          exchange -> {
            boolean told =
                exchange.getRequestMethod().equals("POST")
                    && "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(told ? 201 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      var form =
          new RequestForm(
              HttpCall.Method.POST,
              List.of(RequestHeader.of("Authorization: Bearer t")),
              "order {request}",
              List.of(),
              Statuses.of("201"),
              Pattern.compile("^order [0-6]$"),
              new Trust.Jdk());
      String url = "http://127.0.0.1:%d/pay".formatted(server.getAddress().getPort());
      FanOutBenchmark benchmark = subject.with("workload", "request", "delay", "1ms").at(url);
      assertAllRight(shoot(benchmark.at(new OwnCall(Address.of(url), form))));
      assertThat(bodies)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, REQUESTS).mapToObj("order %d"::formatted).toList());
    } finally {
      server.stop(0);
    }
  }

  /** One after another, on one server: it costs more to start than all these shots. */
  @ParameterizedTest
  @Execution(ExecutionMode.SAME_THREAD)
  @MethodSource("subjectsOnEachWorkload")
  void makesEachRequestOfAnyWorkload(Subject subject) throws Exception {
    boolean numbered = !"get".equals(subject.parameters().get("workload"));
    SlowServerProcess server = DRAWING.get();
    server.resetLoad();
    FanOutBenchmark benchmark =
        subject
            .with("delay", numbered ? DRAWN.text() : "20ms", "seed", Long.toString(SEED))
            .with("cpuMs", "2", "fileBytes", "100000")
            .at(server.url().toString());
    benchmark.settingsFile =
        Files.writeString(
                settings.resolve("of the shot"),
                "url=%s%nfolder=%s%n".formatted(server.url(), downloads))
            .toString();
    assertRight(shoot(benchmark), benchmark);
    server.awaitIdle(Duration.ofSeconds(10)); // it counts a request once its answer is sent
    Load load = server.load();
    assertThat(load.served()).isEqualTo(REQUESTS);
    assertThat(load.logins()).isEqualTo(benchmark.workload.equals("session") ? 1 : 0);
    assertThat(load.peakInFlight()).isBetween(1, benchmark.scenario().measured().inFlight());
  }

  @ParameterizedTest
  @MethodSource("subjectsToRefuse")
  void reportsWrongAnswersAsAFailedShot(Subject subject) throws Exception {
    try (var broken = new CountingServer(503, Duration.ZERO)) {
      assertInvalid(
          subject.at(broken.url()),
          subject.cancels()
              ? " of 7 requests failed, the first of them, number "
              : "7 of 7 requests failed, the first of them, number 0: HTTP status 503");
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aFailureReachesTheModelAndTheOthersAreDeliveredOrCancelled(Subject subject)
      throws Exception {
    try (var server = new CountingServer(200, DELAY)) {
      server.failTheFirst();
      FanOutBenchmark benchmark = subject.at(server.url());
      var backend = new HttpBackend(URI.create(server.url()), Duration.ofSeconds(10));
      List<RequestTrace> requests;
      try (FanOut fanOut = benchmark.open(backend);
          LiveShot live = LiveShot.of(benchmark.work(), backend)) {
        assertThatThrownBy(() -> onAThreadOfItsOwn(subject, fanOut, live.batches().getFirst()))
            .matches(CallFailedException::isIn, "tells of a call that failed");
        requests = live.timeline().traces();
      }
      assertThat(requests)
          .hasSize(REQUESTS)
          .extracting(RequestTrace::status)
          .containsOnlyOnce("HTTP status 500")
          .containsOnly("HTTP status 500", subject.cancels() ? "cancelled" : RequestTrace.OK);
    }
  }

  /** Sends as {@link #shoot} does, and throws what the model throws. */
  private static void onAThreadOfItsOwn(Subject subject, FanOut fanOut, Batch batch)
      throws Throwable {
    var sending =
        new FutureTask<@Nullable Void>(
            () -> {
              fanOut.send(batch);
              return null;
            });
    boolean common = ON_THE_COMMON_POOL.contains(subject.model().key());
    if (common) {
      COMMON_POOL.lock();
    }
    try {
      Thread.ofPlatform().start(sending);
      sending.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    } finally {
      if (common) {
        COMMON_POOL.unlock();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjectsToRefuse")
  void reportsAServerThatIsGoneAsAFailedShot(Subject subject) throws Exception {
    assertInvalid(subject.at("http://127.0.0.1:" + portOfNobody() + "/"), subject.failed());
  }

  @ParameterizedTest
  @MethodSource("subjectsToRefuse")
  void reportsAnAnswerThatCameTooEarlyAsAFailedShot(Subject subject) throws Exception {
    try (var hasty = new CountingServer(200, Duration.ofMillis(1))) {
      assertInvalid(
          subject.with("delay", "1m").at(hasty.url()), "sooner than the delay of 60000 ms allows");
    }
  }

  @ParameterizedTest
  @MethodSource("subjectsToRefuse")
  void firesNoShotAfterAWarmUpThatFailed(Subject subject) throws Exception {
    try (var server = new CountingServer(500, DELAY)) {
      FanOutBenchmark benchmark = subject.at(server.url());
      benchmark.temperature = Temperature.WARM;
      assertThatThrownBy(benchmark::open)
          .isInstanceOf(InvalidShotException.class)
          .hasMessageStartingWith("while warming up, ")
          .hasMessageContaining(subject.failed());
      assertThat(server.load().served()).isLessThanOrEqualTo(benchmark.requests);
    }
  }

  @Test
  void warmsUpOnNoOtherServer() throws Exception {
    FanOutBenchmark benchmark = subjects().findFirst().orElseThrow().at("http://127.0.0.1:1/");
    benchmark.warmUpUrl = "http://127.0.0.1:2/";
    assertThatThrownBy(benchmark::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("warmUpUrl is not an address of the server at 'http://127.0.0.1:1/'");
  }

  private static int portOfNobody() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void assertLanesDoNotOverlap(List<RequestTrace> requests) {
    Map<Integer, List<RequestTrace>> lanes =
        requests.stream()
            .sorted(Comparator.comparingDouble(RequestTrace::startMs))
            .collect(Collectors.groupingBy(RequestTrace::lane));
    for (List<RequestTrace> lane : lanes.values()) {
      for (int i = 1; i < lane.size(); i++) {
        assertThat(lane.get(i).startMs()).isGreaterThanOrEqualTo(lane.get(i - 1).endMs());
      }
    }
  }

  private static void assertRight(Shot shot, FanOutBenchmark benchmark) {
    assertAllRight(shot);
    assertThat(shot.elapsed()).isGreaterThanOrEqualTo(benchmark.scenario().floor());
  }

  private static void assertAllRight(Shot shot) {
    assertThat(shot.requests()).hasSize(REQUESTS);
    assertThat(shot.requests()).extracting(RequestTrace::status).containsOnly(RequestTrace.OK);
    assertLanesDoNotOverlap(shot.requests());
  }

  private static void assertInvalid(FanOutBenchmark benchmark, String why) {
    assertThatThrownBy(() -> shoot(benchmark))
        .isInstanceOf(InvalidShotException.class)
        .hasMessageContaining(why);
  }

  /** A shot that counts: the time on the clock, and its requests. */
  private record Shot(Duration elapsed, List<RequestTrace> requests) {}

  private static Shot shoot(FanOutBenchmark benchmark) throws Exception {
    if (!ON_THE_COMMON_POOL.contains(benchmark.scenario().measured().model())) {
      return shootAsJmhDoes(benchmark);
    }
    COMMON_POOL.lock();
    try {
      return shootAsJmhDoes(benchmark);
    } finally {
      COMMON_POOL.unlock();
    }
  }

  /** In JMH's order. */
  private static Shot shootAsJmhDoes(FanOutBenchmark benchmark) throws Exception {
    benchmark.open();
    try {
      WORKERS.addAll(workers());
      benchmark.aim();
      var timeline = new AtomicReference<Timeline>();
      long start = System.nanoTime();
      // A thread of its own, since JUnit's are of a pool that parallel streams would use too.
      Thread.ofPlatform().start(() -> timeline.set(benchmark.fanOut())).join();
      var elapsed = Duration.ofNanos(System.nanoTime() - start);
      benchmark.check();
      return new Shot(elapsed, Objects.requireNonNull(timeline.get()).traces());
    } finally {
      benchmark.close();
    }
  }

  /**
   * The workers that there are, of other tests too, which end soon as well. By a flag of theirs:
   * the system cuts the command line before the class name.
   */
  static Set<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("-XX:-UsePerfData"))
        .collect(Collectors.toSet());
  }

  static void awaitEnd(Set<ProcessHandle> workers) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(workers).noneMatch(ProcessHandle::isAlive));
  }

  /** A server that gives each request the same answer after a delay, and counts as ours does. */
  static final class CountingServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private long served;
    private int inFlight;
    private int peakInFlight;
    private int awaited;
    private boolean failing;

    CountingServer(int status, Duration delay) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(handlers);
      server.createContext(
          "/",
          exchange -> {
            began();
            boolean fails = failsNow();
            try {
              Thread.sleep(fails ? Duration.ZERO : delay); // the server's delay
              awaitPeak();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            ended();
            byte[] body = "Hello!".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 500 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    /**
     * Answers none until so many have come, or for some seconds: on a busy machine some are late.
     */
    synchronized void holdUntilInFlight(int requests) {
      awaited = requests;
    }

    /** Answers the first request at once, with status 500. */
    synchronized void failTheFirst() {
      failing = true;
    }

    private synchronized boolean failsNow() {
      boolean fails = failing;
      failing = false;
      return fails;
    }

    private synchronized void awaitPeak() throws InterruptedException {
      long start = System.nanoTime();
      long left = PATIENCE.toNanos();
      while (peakInFlight < awaited && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = PATIENCE.toNanos() - (System.nanoTime() - start);
      }
    }

    private synchronized void began() {
      inFlight++;
      peakInFlight = Math.max(peakInFlight, inFlight);
      notifyAll();
    }

    private synchronized void ended() {
      inFlight--;
      served++;
    }

    synchronized Load load() {
      return new Load(served, inFlight, peakInFlight, 0, 0, 0, null);
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
      server.stop(0);
      handlers.close();
    }
  }
}

package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.fanout.bench.workload.Work;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model promises, whatever it is: found in JMH's list, so that none escapes. */
@ResourceLock("threads of this JVM") // the contract looks for threads left over
class ModelContractTest {
  private static final int REQUESTS = 7; // more than OkHttp lets through to a host
  private static final Duration DELAY = Duration.ofMillis(400);

  /** Short and unlike, so that the floors of drawn delays are put to the test too. */
  private static final Delay DRAWN = Delay.parse("uniform:20ms..80ms");

  private static final long SEED = 5;

  private static SlowServerProcess server;
  private static SlowServerProcess drawing;

  @TempDir Path folder;
  private Set<Thread> threadsBefore = Set.of();

  /** Each model with small pools and limits, and each of its clients and variants. */
  static Stream<Subject> subjects() {
    return ModelType.all().stream().flatMap(ModelContractTest::variants);
  }

  private static Stream<Subject> variants(ModelType model) {
    List<Map<String, String>> variants = List.of(Map.of());
    for (var parameter : model.parameters().entrySet()) {
      List<String> values =
          switch (parameter.getKey()) {
            case "size" ->
                parameter.getValue().equals(List.of("0")) ? List.of("0", "3") : List.of("3");
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

    Subject with(String... namesAndValues) {
      var all = new HashMap<>(parameters);
      for (int i = 0; i < namesAndValues.length; i += 2) {
        all.put(namesAndValues[i], namesAndValues[i + 1]);
      }
      return new Subject(model, all);
    }

    @Override
    public String toString() {
      return model.key() + " " + parameters;
    }
  }

  @BeforeAll
  static void startServer() throws IOException {
    drawing = SlowServerProcess.start(SlowServerOptions.asynchronous(DRAWN, SEED));
    server = SlowServerProcess.start(SlowServerOptions.asynchronous(Delay.fixed(DELAY), 0));
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
    drawing.close();
  }

  @BeforeEach
  void noteThreadsAndTrace() throws IOException {
    threadsBefore = nonDaemonThreads();
    System.setProperty(FanOutBenchmark.TRACE_PROPERTY, folder.resolve("trace.json").toString());
    System.setProperty(
        Work.FOLDER_PROPERTY, Files.createDirectory(folder.resolve("downloads")).toString());
  }

  @AfterEach
  void clearTrace() {
    System.clearProperty(FanOutBenchmark.TRACE_PROPERTY);
    System.clearProperty(Work.FOLDER_PROPERTY);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void makesEachRequestOnceAndNotFasterThanItsFloor(Subject subject) throws Exception {
    server.resetLoad();
    FanOutBenchmark benchmark = subject.at(server.url().toString());
    long elapsed = shoot(benchmark);
    ShotTrace trace = ShotTrace.read(folder.resolve("trace.json"));
    assertThat(trace.failure()).isNull();
    assertThat(trace.requests()).hasSize(REQUESTS);
    assertThat(trace.requests()).extracting(RequestTrace::status).containsOnly(RequestTrace.OK);
    assertThat(Duration.ofNanos(elapsed)).isGreaterThanOrEqualTo(benchmark.floor());
    assertThat(server.load()).isEqualTo(new Load(REQUESTS, 0, benchmark.measured().inFlight(), 0));
    assertLanesDoNotOverlap(trace.requests());
    assertNothingIsLeftRunning();
  }

  /** Each model once, on each workload, and with either way of writing files that it has. */
  static Stream<Subject> subjectsOnEachWorkload() {
    return ModelType.all().stream()
        .map(model -> variants(model).findFirst().orElseThrow())
        .flatMap(
            subject ->
                Arrays.stream(WorkloadKind.values())
                    .flatMap(
                        kind ->
                            kind == WorkloadKind.DOWNLOAD
                                    && subject.model.with(Map.of()).callsBack()
                                ? Stream.of(
                                    subject.with("workload", kind.key(), "writes", "blocking"),
                                    subject.with("workload", kind.key(), "writes", "non-blocking"))
                                : Stream.of(subject.with("workload", kind.key()))));
  }

  @ParameterizedTest
  @MethodSource("subjectsOnEachWorkload")
  void makesEachRequestOfAnyWorkload(Subject subject) throws Exception {
    drawing.resetLoad();
    boolean numbered = !"get".equals(subject.parameters().get("workload"));
    FanOutBenchmark benchmark =
        subject
            .with("delay", numbered ? DRAWN.text() : "20ms", "seed", Long.toString(SEED))
            .with("cpuMs", "2", "fileBytes", "100000")
            .at(drawing.url().toString());
    long elapsed = shoot(benchmark);
    ShotTrace trace = ShotTrace.read(folder.resolve("trace.json"));
    assertThat(trace.failure()).isNull();
    assertThat(trace.requests()).hasSize(REQUESTS);
    assertThat(trace.requests()).extracting(RequestTrace::status).containsOnly(RequestTrace.OK);
    assertThat(Duration.ofNanos(elapsed)).isGreaterThanOrEqualTo(benchmark.floor());
    Load load = drawing.load();
    assertThat(load.served()).isEqualTo(REQUESTS);
    assertThat(load.logins()).isEqualTo(benchmark.workload.equals("session") ? 1 : 0);
    assertThat(load.peakInFlight()).isBetween(1, benchmark.measured().inFlight());
    assertLanesDoNotOverlap(trace.requests());
    assertNothingIsLeftRunning();
    assertThat(folder.resolve("downloads")).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void reportsWrongAnswersAsAFailedShot(Subject subject) throws Exception {
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          byte[] body = "Hello!".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    broken.start();
    try {
      assertInvalid(
          subject.at("http://127.0.0.1:" + broken.getAddress().getPort() + "/"),
          "7 of 7 requests failed, the first of them, number 0: HTTP status 503");
    } finally {
      broken.stop(0);
    }
    assertNothingIsLeftRunning();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void reportsAServerThatIsGoneAsAFailedShot(Subject subject) throws Exception {
    assertInvalid(subject.at("http://127.0.0.1:" + portOfNobody() + "/"), "7 of 7 requests failed");
    assertNothingIsLeftRunning();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void reportsAnAnswerThatCameTooEarlyAsAFailedShot(Subject subject) {
    assertInvalid(
        subject.at(server.warmUpUrl().toString()), "sooner than the delay of 400 ms allows");
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void firesNoShotAfterAWarmUpThatFailed(Subject subject) throws Exception {
    FanOutBenchmark benchmark = subject.at(server.url().toString());
    benchmark.temperature = Temperature.WARM;
    benchmark.warmUpUrl = "http://127.0.0.1:" + portOfNobody() + "/";
    assertThatThrownBy(benchmark::open).isInstanceOf(InvalidShotException.class);
    assertThat(ShotTrace.read(folder.resolve("trace.json")).failure())
        .startsWith("The shot was not fired: while warming up, 7 of 7 requests failed");
    assertNothingIsLeftRunning();
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

  private static void assertInvalid(FanOutBenchmark benchmark, String why) {
    assertThatThrownBy(() -> shoot(benchmark))
        .isInstanceOf(InvalidShotException.class)
        .hasMessageContaining(why);
  }

  /** What JMH does, in its order; returns the time on the clock in nanoseconds. */
  private static long shoot(FanOutBenchmark benchmark) throws Exception {
    benchmark.open();
    try {
      boolean workers = ProcessHandle.current().children().anyMatch(ModelContractTest::isWorker);
      assertThat(workers) // so that their end is seen
          .isEqualTo(benchmark.measured().label().contains("process"));
      benchmark.aim();
      long start = System.nanoTime();
      var caller = Thread.ofPlatform().start(benchmark::fanOut); // no thread of JUnit's own pool
      caller.join();
      long elapsed = System.nanoTime() - start;
      benchmark.check();
      return elapsed;
    } finally {
      benchmark.close();
    }
  }

  private void assertNothingIsLeftRunning() {
    await()
        .pollInSameThread() // Awaitility's own thread would be counted
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              assertThat(nonDaemonThreads()).isSubsetOf(threadsBefore);
              assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                  .noneMatch(ModelContractTest::isWorker);
            });
  }

  /** By a flag of its own: the system cuts the command line before the class name. */
  private static boolean isWorker(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("-Xmx128m");
  }

  private static Set<Thread> nonDaemonThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon() && thread.isAlive())
        .filter(thread -> !thread.getName().equals("HTTP-Dispatcher")) // a test's own server
        .collect(Collectors.toSet());
  }
}

package dev.fanout.bench.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.HttpBackend;
import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Open;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.Sending;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServer;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.Uplink;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that fail on purpose, and what the pool makes of it. */
@Tag("slow")
@Order(2)
class WorkerPoolTest {
  private static final HttpBackend NOWHERE =
      new HttpBackend(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(1));

  private static final Outcome RIGHT = Outcome.right();

  private final List<Long> pids = new ArrayList<>();

  @AfterEach
  void noWorkerIsLeftBehind() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                pids.stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aWorkerThatExitsFailsItsChunkAndNoOther() throws Exception {
    Timeline timeline = send(2, 8, 2, "exit-on-4");
    List<RequestTrace> requests = timeline.traces();
    assertThat(requests).hasSize(8);
    assertThat(failed(requests)).extracting(RequestTrace::request).containsExactly(4, 5);
    assertThat(failed(requests))
        .extracting(RequestTrace::status)
        .allSatisfy(
            status ->
                assertThat(status)
                    .containsPattern("worker \\d \\(pid \\d+\\) died with exit code 7")
                    .contains("out of luck"));
  }

  @Test
  void aWorkerWhoseHeapIsTooSmallSaysSoInASentence() throws Exception {
    Delay delay = Delay.fixed(Duration.ofMillis(1));
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(delay, 0))) {
      List<String> small = List.of("-Xmx16m", "-XX:-UsePerfData");
      String url = server.url().toString();
      Work work =
          new Work(WorkloadKind.DOWNLOAD, 1, delay, 0, Map.of(Parameter.FILE_BYTES, 32 << 20));
      try (WorkerPool pool =
              WorkerPool.open(1, 1, _ -> Jvm.command(small, WorkerMain.class, "1"), at(url));
          LiveShot shot =
              LiveShot.of(work, new HttpBackend(server.url(), Duration.ofSeconds(10)))) {
        pids.addAll(pool.pids());
        shot.fire(batch -> pool.send(batch, 1));
        assertThat(shot.timeline().traces())
            .singleElement()
            .extracting(RequestTrace::status)
            .asString()
            .matches("worker 0 .* died with exit code 1: OutOfMemoryError: Java heap space");
      }
    }
  }

  @Test
  void requestsThatNoWorkerIsLeftForFailToo() throws Exception {
    List<RequestTrace> requests = send(2, 9, 1, "exit-always").traces();
    assertThat(failed(requests)).hasSize(9);
    assertThat(requests.getLast().status()).isEqualTo("not sent: every worker has died");
  }

  @Test
  void aWorkerThatHasDiedIsGivenNothingMore() throws Exception {
    for (Function<WorkerPool, Sending> way :
        List.<Function<WorkerPool, Sending>>of(
            WorkerPoolTest::inChunks, WorkerPoolTest::oneByOne)) {
      try (WorkerPool pool = open(3, "obedient")) {
        ProcessHandle victim = ProcessHandle.of(pool.pids().get(1)).orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
        LiveShot shot = hello(16);
        assertThatThrownBy(() -> shot.fire(way.apply(pool)))
            .as("a pool that is smaller than it was said to be")
            .hasMessageContaining("worker 1 (pid %d) died".formatted(victim.pid()));
        assertThat(shot.timeline().traces()).hasSize(16);
        assertThat(failed(shot.timeline().traces())).isEmpty();
      }
    }
  }

  @Test
  void aStreamIsNotMadeByASmallerPool() throws Exception {
    try (WorkerPool pool = open(3, "obedient")) {
      ProcessHandle victim = ProcessHandle.of(pool.pids().get(1)).orElseThrow();
      victim.destroyForcibly();
      victim.onExit().join();
      Work work = new Work(WorkloadKind.HELLO, 16, Delay.fixed(Duration.ofMillis(1)), 0);
      LiveShot shot = LiveShot.ofStream(work, new long[16], NOWHERE);
      shot.timeline().begin();
      shot.pace(pool::take);
      List<RequestTrace> requests = shot.timeline().traces();
      assertThat(requests).hasSize(16);
      assertThat(failed(requests))
          .isNotEmpty()
          .allMatch(request -> request.status().equals("not sent: a worker has died"));
    }
  }

  @Test
  void aWorkerThatDiesLosesItsRequestAndNoOther() throws Exception {
    try (WorkerPool pool = open(2, "exit-on-4")) {
      LiveShot shot = hello(9);
      shot.fire(oneByOne(pool));
      assertThat(shot.timeline().traces()).hasSize(9);
      assertThat(failed(shot.timeline().traces()))
          .singleElement()
          .satisfies(lost -> assertThat(lost.request()).isEqualTo(4))
          .satisfies(lost -> assertThat(lost.status()).contains("died with exit code 7"));
    }
  }

  @Test
  void nobodyWaitsForAWorkerOnceAllHaveDied() throws Exception {
    try (WorkerPool pool = open(1, "exit-always")) {
      LiveShot shot = hello(3);
      shot.fire(oneByOne(pool));
      assertThat(shot.timeline().traces())
          .extracting(RequestTrace::status)
          .areExactly(1, new Condition<>(s -> s.contains("exit code 7"), "died"))
          .areExactly(2, new Condition<>("not sent: every worker has died"::equals, "not sent"));
    }
  }

  private static Sending inChunks(WorkerPool pool) {
    return batch -> pool.send(batch, 1);
  }

  /** As the model does that makes futures of them. */
  private static Sending oneByOne(WorkerPool pool) {
    return batch -> {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < batch.requests(); i++) {
          int request = i;
          var _ = threads.submit(() -> pool.make(batch, request));
        }
      }
      pool.requireAll(batch);
    };
  }

  @Test
  @Tag("slow")
  void aWorkerThatStoodStillIsNoticed() throws Exception {
    Delay delay = Delay.fixed(Duration.ofMillis(300));
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(delay, 0))) {
      var to = new HttpBackend(server.url(), Duration.ofSeconds(10));
      try (WorkerPool pool = WorkerPool.open(1, 1, to)) {
        pids.addAll(pool.pids());
        LiveShot shot = LiveShot.of(work(WorkloadKind.HELLO, 1, "300ms"), to);
        shot.timeline().begin();
        var stopper = Thread.ofPlatform().start(() -> stop(pool.pids().getFirst()));
        shot.fire(batch -> pool.send(batch, 1));
        stopper.join();
        assertThat(shot.timeline().stoodStill())
            .isNotNull()
            .satisfies(stood -> assertThat(stood.process()).isEqualTo("worker 0"))
            .satisfies(stood -> assertThat(stood.ms()).isBetween(500.0, 10_000.0));
      }
    }
  }

  /** Stops it for a while; for so long, since it may have been busy right up to the stop. */
  private static void stop(long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -STOP %1$d; sleep 2.5; kill -CONT %1$d".formatted(pid))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCollectorOfTheUsersOwnIsTheOnlyOne() {
    assertThat(WorkerPool.chosen(Map.of())).contains("-XX:+UseSerialGC");
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      assertThat(WorkerPool.chosen(Map.of(variable, "-Xmx1g -XX:+UseParallelGC -Da=b")))
          .noneMatch(flag -> flag.contains("GC"));
      assertThat(WorkerPool.chosen(Map.of(variable, "-XX:+UseStringDeduplication")))
          .contains("-XX:+UseSerialGC");
    }
  }

  @Test
  void aKilledWorkerIsNoticedAtOnce() throws Exception {
    try (WorkerPool pool = open(2, "wait")) {
      LiveShot live = hello(2);
      var shot =
          new FutureTask<>(
              () -> {
                live.fire(batch -> pool.send(batch, 1));
                return live.timeline();
              });
      Thread.ofPlatform().start(shot);
      for (long pid : pool.pids()) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      }
      assertThat(shot.get(10, TimeUnit.SECONDS).traces())
          .hasSize(2)
          .extracting(RequestTrace::status)
          .allMatch(status -> status.matches(".*died with exit code 137.*|not sent: every .*"));
    }
  }

  /** The second witness is what the kernel says of the processes, to its tick of 10 ms. */
  @Test
  void itsMeterIsThatOfAllWorkers() throws Exception {
    try (WorkerPool pool = WorkerPool.open(2, 2, NOWHERE)) {
      pids.addAll(pool.pids());
      Meter meter = pool.meter(Temperature.WARM);
      double before = ticks(pool.pids());
      Supplier<Readings> readings = meter.start();
      LiveShot shot = hello(400);
      shot.fire(batch -> pool.send(batch, 200)); // nobody listens there
      Readings read = readings.get();
      double spent = ticks(pool.pids()) - before;
      assertThat(read.missing()).isEmpty();
      double cpu = value(read, Metric.CPU_USER_MS) + value(read, Metric.CPU_SYSTEM_MS);
      assertThat(cpu).isLessThanOrEqualTo(spent + 40).isGreaterThan(0);
      assertThat(value(read, Metric.PEAK_VIRTUAL_THREADS)).isBetween(2.0, 400.0);
      assertThat(value(read, Metric.PEAK_RSS_KB)).isGreaterThan(40_000);
    }
  }

  private static double value(Readings read, Metric metric) {
    return Objects.requireNonNull(read.values().get(metric));
  }

  private static double ticks(List<Long> pids) throws IOException {
    double sum = 0;
    for (long pid : pids) {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      sum += 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }
    return sum;
  }

  @Test
  void nothingIsKnownOfTheCostOnceAWorkerHasDied() throws Exception {
    try (WorkerPool pool = WorkerPool.open(2, 1, NOWHERE)) {
      pids.addAll(pool.pids());
      Supplier<Readings> readings = pool.meter(Temperature.WARM).start();
      kill(pool.pids().getLast());
      Readings read = readings.get();
      assertThat(read.values()).isEmpty();
      assertThat(read.notes().notMeasured())
          .startsWith("cpu_user_ms, cpu_system_ms, allocated_bytes, peak_rss_kb")
          .contains("worker 1 (pid %d) died".formatted(pool.pids().getLast()));
    }
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void whicheverWorkerIsFreeGetsTheNextChunk() throws Exception {
    List<RequestTrace> requests = send(2, 12, 1, "slow-on-0").traces();
    assertThat(failed(requests)).isEmpty();
    int slowLane = requests.getFirst().lane();
    assertThat(Collections.frequency(requests.stream().map(RequestTrace::lane).toList(), slowLane))
        .isLessThan(6);
  }

  @Test
  void aPoolWhoseWorkersDoNotStartSaysWhy() {
    assertThatThrownBy(() -> WorkerPool.open(2, 1, _ -> dummy("stillborn"), NOWHERE.opening()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("died with exit code 3")
        .hasMessageContaining("no such luck");
  }

  @Test
  void aPoolWhoseWorkersSpeakNonsenseSaysSo() {
    assertThatThrownBy(() -> WorkerPool.open(1, 1, _ -> dummy("babble"), NOWHERE.opening()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("something else writes here");
  }

  @Test
  void workersDieWithTheirParentEvenIfThatIsKilled() throws Exception {
    Process parent = Jvm.start(Jvm.command(Parent.class));
    try (var output = parent.inputReader()) {
      List<ProcessHandle> workers =
          Arrays.stream(output.readLine().split(","))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      assertThat(workers).hasSize(2).allMatch(ProcessHandle::isAlive);
      parent.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void whatOneWorkerFindsReachesTheOthers() throws Exception {
    Delay delay = Delay.parse("uniform:20ms..60ms");
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(delay, 0))) {
      var to = new HttpBackend(server.url(), Duration.ofSeconds(10));
      try (WorkerPool inTurn = WorkerPool.open(2, 1, to);
          WorkerPool atOnce = WorkerPool.open(2, 4, to)) {
        pids.addAll(inTurn.pids());
        pids.addAll(atOnce.pids());
        for (WorkloadKind kind : WorkloadKind.ofSlowServer()) {
          Work work = work(kind, 13, delay.text());
          assertThat(fire(work, to, batch -> inTurn.send(batch, 2)))
              .as("%s by both workers", kind)
              .extracting(RequestTrace::lane)
              .containsOnly(0, 1);
          fire(work, to, batch -> atOnce.send(batch, 4));
        }
      }
    }
  }

  private static List<RequestTrace> fire(Work work, HttpBackend to, Sending model)
      throws Exception {
    try (LiveShot shot = LiveShot.of(work, to)) {
      shot.fire(model);
      shot.verify();
      assertThat(shot.timeline().traces())
          .as("%s", work.kind())
          .hasSize(work.requests())
          .extracting(RequestTrace::status)
          .containsOnly(RequestTrace.OK);
      return shot.timeline().traces();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 3", "3, 7, 1", "3, 7, 3", "3, 2, 1", "4, 5, 100"})
  void eachRequestIsMadeOnceHoweverTheyAreCut(int size, int requests, int chunk) throws Exception {
    List<RequestTrace> traces = send(size, requests, chunk, "obedient").traces();
    assertThat(traces).hasSize(requests);
    assertThat(failed(traces)).isEmpty();
    assertThat(traces.stream().map(RequestTrace::lane).distinct().count())
        .isLessThanOrEqualTo(Math.min(size, Math.ceilDiv(requests, chunk)));
  }

  private static Opening at(String url) {
    return new Opening("http", Map.of("url", url), Duration.ofSeconds(10));
  }

  /** In a JVM that prints whenever it can, as a user's own options may have it. */
  private static List<String> dummy(String behaviour) {
    return Jvm.command(
        List.of("-XX:+PrintCommandLineFlags", "-Xlog:gc*,safepoint*,class+load"),
        Dummy.class,
        behaviour);
  }

  private WorkerPool open(int size, String behaviour) throws IOException {
    WorkerPool pool = WorkerPool.open(size, 1, _ -> dummy(behaviour), NOWHERE.opening());
    assertThat(pool.pids()).hasSize(size);
    pids.addAll(pool.pids());
    return pool;
  }

  private Timeline send(int size, int requests, int chunk, String behaviour) throws Exception {
    try (WorkerPool pool = open(size, behaviour)) {
      LiveShot shot = hello(requests);
      shot.timeline().begin();
      shot.fire(batch -> pool.send(batch, chunk));
      return shot.timeline();
    }
  }

  private static LiveShot hello(int requests) throws IOException {
    return LiveShot.of(work(WorkloadKind.HELLO, requests, "uniform:1ms..2ms"), NOWHERE);
  }

  private static Work work(WorkloadKind kind, int requests, String delay) {
    return new Work(
        kind,
        requests,
        Delay.parse(delay),
        0,
        Map.of(Parameter.CPU_MS, 1L, Parameter.FILE_BYTES, 100_000));
  }

  private static List<RequestTrace> failed(List<RequestTrace> requests) {
    return requests.stream().filter(each -> !each.status().equals(RequestTrace.OK)).toList();
  }

  /** A parent with two real workers, that waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      WorkerPool pool = WorkerPool.open(2, 1, NOWHERE);
      System.out.println(String.join(",", pool.pids().stream().map(Object::toString).toList()));
      new CountDownLatch(1).await();
    }
  }

  /** A worker that speaks the protocol, makes no request, and fails as it is told to. */
  static final class Dummy {
    private Dummy() {}

    public static void main(String[] args) throws Exception {
      String behaviour = args[0];
      if (behaviour.equals("stillborn")) {
        System.err.println("no such luck");
        System.exit(3);
      }
      OutputStream uplink = Uplink.open();
      if (behaviour.equals("babble")) {
        uplink.write("Good morning!".getBytes(UTF_8));
        System.exit(0);
      }
      System.out.println("Good morning!");
      var frames = new Frames(System.in, uplink);
      assertThat(frames.read()).isEqualTo(new Open(NOWHERE.opening()));
      frames.write(Done.READY);
      while (true) {
        Chunk chunk;
        try {
          chunk = (Chunk) frames.read();
        } catch (IOException parentIsGone) {
          return;
        }
        int first = chunk.first();
        if (behaviour.equals("exit-always") || (behaviour.equals("exit-on-4") && first == 4)) {
          System.err.println("out of luck");
          System.exit(7);
        }
        if (behaviour.equals("wait")) {
          new CountDownLatch(1).await();
        }
        if (behaviour.equals("slow-on-0") && first == 0) {
          Thread.sleep(500); // the time that a slow request takes, not a wait for something
        }
        frames.write(
            new Done(Collections.nCopies(chunk.facts().size(), new Ended(0, 1, RIGHT)), 0));
      }
    }
  }
}

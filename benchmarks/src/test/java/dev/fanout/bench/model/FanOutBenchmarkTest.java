package dev.fanout.bench.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.meter.MachineLoad;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServer;
import dev.fanout.server.SlowServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a shot leaves for the runner, whether it was fired or not. */
class FanOutBenchmarkTest {
  @TempDir Path folder;

  private Path trace() {
    return folder.resolve("trace.json");
  }

  @Test
  void leavesTheRequestsOfAShotThatCounts() throws Exception {
    try (var server = server()) {
      FanOutBenchmark benchmark = serial(server.url().toString());
      benchmark.open();
      benchmark.aim();
      benchmark.fanOut();
      benchmark.check();
      benchmark.close();
    }
    ShotTrace left = ShotTrace.read(trace());
    assertThat(left.failure()).isNull();
    assertThat(left.values().get(Metric.OPEN_MS)).isPositive();
    if (MachineLoad.read() != null) { // on Linux
      assertThat(left.values().keySet())
          .containsAll(Metric.of(Metric.Kind.COST))
          .contains(Metric.LISTEN_OVERFLOWS);
    }
    assertThat(left.requests())
        .hasSize(2)
        .extracting(RequestTrace::status)
        .containsOnly(RequestTrace.OK);
  }

  /** As with plain JMH, whose user has left the flags out. */
  @Test
  void aColdAotShotWithoutACacheDoesNotCount() throws Exception {
    try (var server = server()) {
      FanOutBenchmark benchmark = serial(server.url().toString());
      benchmark.temperature = Temperature.COLD_AOT;
      benchmark.open();
      benchmark.aim();
      benchmark.fanOut();
      assertThatThrownBy(benchmark::check)
          .isInstanceOf(InvalidShotException.class)
          .hasMessageContaining("give it -XX:AOTCache=FILE and -XX:AOTMode=on");
    }
    assertThat(ShotTrace.read(trace()).failure()).contains("no AOT cache for certain");
  }

  @Test
  void leavesWhatACallOfTheUsersOwnLeftBehind() throws Exception {
    FanOutBenchmark benchmark = serial("").at(OwnCalls.of(OwnCalls.Leaking.class));
    benchmark.workload = "call";
    benchmark.open();
    benchmark.aim();
    benchmark.fanOut();
    benchmark.check();
    assertThat(ShotTrace.read(trace()).notes().leftBehind()).isNull();
    benchmark.close();
    ShotTrace left = ShotTrace.read(trace());
    assertThat(left.failure()).isNull();
    assertThat(left.requests()).hasSize(2);
    assertThat(left.notes().leftBehind())
        .isEqualTo("5 threads were still alive: left 0, left 1, left 2 and 2 more");
  }

  @Test
  void namesTheRequestsThatNeverEnded() throws Exception {
    FanOutBenchmark benchmark = serial("").at(OwnCalls.of(OwnCalls.Never.class));
    benchmark.workload = "call";
    benchmark.open();
    benchmark.aim();
    Thread.currentThread().interrupt(); // as JMH does once the time is up
    benchmark.fanOut();
    assertThatThrownBy(benchmark::check)
        .hasMessage(
            "The shot was stopped because it took too long; 0 of 2 requests had ended, but not"
                + " number 0, 1");
  }

  @Test
  void readsItsSettingsOnceAndLeavesNoFileOfThem() throws Exception {
    Path settings = folder.resolve("settings");
    try (var server = server()) {
      Files.writeString(settings, "url=" + server.url());
      FanOutBenchmark benchmark = serial("http://masked/?key=***");
      benchmark.settingsFile = settings.toString();
      benchmark.open();
      assertThat(settings).doesNotExist();
      benchmark.aim();
      benchmark.fanOut();
      benchmark.check();
      benchmark.close();
    }
    assertThat(ShotTrace.read(trace()).failure()).isNull();
  }

  @Test
  void leavesWhyAShotWasNotFired() throws IOException {
    FanOutBenchmark benchmark = serial("http://127.0.0.1:1/");
    benchmark.temperature = Temperature.WARM;
    assertThatThrownBy(benchmark::open).isInstanceOf(InvalidShotException.class);
    ShotTrace left = ShotTrace.read(trace());
    assertThat(left.failure())
        .startsWith("The shot was not fired: while warming up, 2 of 2 requests failed");
    assertThat(left.requests()).isEmpty();
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void aFullDiskIsToldToTheRunnerInTheSystemsWordsAndNothingStaysOpen() throws Exception {
    assumeThat(Path.of("/dev/full")).exists();
    var printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try (var server = server()) {
      var closed = new AtomicInteger();
      FanOutBenchmark benchmark =
          new Serial() {
            @Override
            protected FanOut open(Backend backend) {
              FanOut opened = super.open(backend);
              return FanOut.of(opened, opened::close, closed::incrementAndGet);
            }
          };
      set(benchmark, server.url().toString());
      benchmark.traceFile = "/dev/full";
      benchmark.open();
      benchmark.aim();
      benchmark.fanOut();
      assertThatThrownBy(benchmark::check).isInstanceOf(IOException.class);
      assertThat(closed).hasValue(1);
      benchmark.close();
      assertThat(closed).as("closed once").hasValue(1);
    } finally {
      System.setOut(console);
    }
    assertThat(printed.toString(UTF_8).lines().flatMap(line -> Notice.TROUBLE.in(line).stream()))
        .singleElement()
        .asString()
        .isEqualTo(
            "what it measured could not be written to /dev/full,"
                + " IOException: No space left on device");
  }

  @Test
  void troubleInClosingHidesNeitherTheCauseNorWhatIsLeft() throws Exception {
    FanOutBenchmark benchmark = new TroubleInClosing();
    set(benchmark, "http://127.0.0.1:1/");
    benchmark.temperature = Temperature.WARM;
    assertThatThrownBy(benchmark::open)
        .isInstanceOf(InvalidShotException.class)
        .hasSuppressedException(new IllegalStateException("does not close"));
    assertThat(ShotTrace.read(trace()).failure())
        .startsWith("The shot was not fired: while warming up, 2 of 2 requests failed");
  }

  @Test
  @Tag("slow")
  void aModelThatDoesNotCloseLeavesNoServerBehind() throws Exception {
    FanOutBenchmark benchmark = new TroubleInClosing();
    set(benchmark, "");
    benchmark.open();
    int port = URI.create(benchmark.url).getPort();
    assertThatThrownBy(benchmark::close).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aShotThatMetAStandStillDoesNotCountHoweverWellItWent() {
    var timeline = new Timeline(1);
    timeline.stoodStill("measured JVM", 700_000_000);
    timeline.stoodStill("worker 1", 5_000_000_000L);
    timeline.stoodStill("worker 2", 800_000_000);
    ShotTrace trace =
        ShotTrace.of(timeline, serial("http://127.0.0.1:1/").work(), null, Readings.NONE);
    assertThat(trace.stoodStill()).isEqualTo(new StandStill("worker 1", 5_000));
    assertThat(trace.failure())
        .isEqualTo(
            "A process stood still, so the wall time says nothing about the model:"
                + " worker 1, for 5.0 s.");
  }

  @Test
  void whatElseAMeasuredJvmPrintsIsNoNotice() {
    assertThat(Notice.PROGRESS.in("[0.039s][info][gc] Using G1")).isEmpty();
    assertThat(Notice.PROGRESS.in("# fanout-bench: 3/7 requests done"))
        .contains("3/7 requests done");
    assertThat(Notice.TROUBLE.in("# fanout-bench: 3/7 requests done")).isEmpty();
  }

  @Test
  void aClientThatTheModelDoesNotOfferIsRefusedWhetherOrNotThereIsOne() {
    var benchmark = new CompletableFutures();
    benchmark.client = "okhttp defaults";
    benchmark.url = "http://127.0.0.1:1/";
    assertThatThrownBy(benchmark::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("client 'okhttp defaults' is not one of okhttp, jdk, httpclient5");
  }

  private static SlowServer server() {
    return SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0));
  }

  private FanOutBenchmark serial(String url) {
    var benchmark = new Serial();
    set(benchmark, url);
    return benchmark;
  }

  private void set(FanOutBenchmark benchmark, String url) {
    benchmark.traceFile = trace().toString();
    benchmark.requests = 2;
    benchmark.delay = "5ms";
    benchmark.url = url;
  }

  /** A model that says, once it is closed, that it could not be. */
  private static class TroubleInClosing extends Serial {
    @Override
    protected FanOut open(Backend backend) {
      FanOut opened = super.open(backend);
      return FanOut.of(
          opened,
          opened::close,
          () -> {
            throw new IllegalStateException("does not close");
          });
    }
  }
}

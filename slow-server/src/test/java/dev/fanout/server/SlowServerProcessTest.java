package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SlowServerProcessTest {
  private static void assertCounts(Load load, Load expected) {
    assertThat(load)
        .usingRecursiveComparison()
        .ignoringFields("connections", "processCpuMs")
        .isEqualTo(expected);
  }

  private static @Nullable SlowServerProcess shared;
  private static long pid;

  /**
   * Of several tests, since a JVM's start takes most of their time; each forgets the load first.
   */
  @BeforeAll
  static void startServer() throws IOException {
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
    shared = start();
    pid =
        ProcessHandle.current()
            .children()
            .filter(child -> !before.contains(child))
            .mapToLong(ProcessHandle::pid)
            .findFirst()
            .orElseThrow();
  }

  @AfterAll
  static void endServer() throws IOException {
    if (shared != null) {
      shared.close();
    }
  }

  private static SlowServerProcess forgetful() throws Exception {
    SlowServerProcess server = Objects.requireNonNull(shared);
    server.resetLoad();
    assertCounts(server.load(), new Load(0, 0, 0, 0, 0, 0, null));
    return server;
  }

  @Test
  void tellsAndForgetsItsLoad() throws Exception {
    SlowServerProcess server = forgetful();
    try (var answer = server.url().toURL().openStream()) {
      assertThat(answer.readAllBytes()).asString().isEqualTo("Hello!");
    }
    await().untilAsserted(() -> assertCounts(server.load(), new Load(1, 0, 1, 0, 0, 0, null)));
    server.resetLoad();
    assertCounts(server.load(), new Load(0, 0, 0, 0, 0, 0, null));
  }

  @Test
  void tellsThatItStoodStill() throws Exception {
    SlowServerProcess server = forgetful();
    // for so long, since it has only just started and so may be busy right up to the stop
    new ProcessBuilder("sh", "-c", "kill -STOP %1$d; sleep 2.5; kill -CONT %1$d".formatted(pid))
        .start()
        .waitFor();
    assertThat(server.load().stoodStillMs()).isBetween(500L, 10_000L);
    assertThat(server.load().stoodStillMs()).as("until it is reset").isPositive();
    server.resetLoad();
    assertCounts(server.load(), new Load(0, 0, 0, 0, 0, 0, null));
  }

  /** The second witness is what the kernel says of the process, to its ticks of 10 ms. */
  @Test
  void tellsItsCpuTimeSinceTheFirstRequestThatCounts() throws Exception {
    SlowServerProcess server = forgetful();
    try (var client = HttpClient.newHttpClient()) {
      call(client, server.warmUpUrl(), 100);
      server.resetLoad();
      assertThat(server.load().processCpuMs()).isZero();
      long before = ticks(pid);
      call(client, server.url(), 400);
      double told = Objects.requireNonNull(server.load().processCpuMs());
      assertThat(told).isCloseTo(10.0 * (ticks(pid) - before), within(0.05 * told + 20));
    }
  }

  private static void call(HttpClient client, URI url, int times) throws Exception {
    var request = HttpRequest.newBuilder(url).build();
    for (int i = 0; i < times; i++) {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    }
  }

  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  @Test
  void waitsForRequestsThatAreLeftOver() throws Exception {
    var slow = SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(2)), 0);
    try (var server = SlowServerProcess.start(slow);
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(server.url()).build();
      var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
      await().until(() -> server.load().inFlight() == 1);
      assertThatThrownBy(() -> server.awaitIdle(Duration.ofMillis(1)))
          .isInstanceOf(IOException.class)
          .hasMessage("the slow server still holds 1 requests of an earlier shot");
      server.awaitIdle(Duration.ofSeconds(10));
      assertCounts(server.load(), new Load(1, 0, 1, 0, 0, 0, null));
      assertThat(answer.join().body()).isEqualTo("Hello!");
    }
  }

  @Test
  void passesDelayAndSeedOnAndIsGoneOnceClosed() throws Exception {
    Delay delay = Delay.parse("1ms,40%:60m");
    int request =
        IntStream.iterate(0, i -> i + 1)
            .filter(i -> delay.of(-7, i).toMillis() == 1 && delay.of(0, i).toMillis() > 1)
            .findFirst()
            .getAsInt();
    SlowServerProcess server = SlowServerProcess.start(SlowServerOptions.asynchronous(delay, -7));
    try (server;
        var client = HttpClient.newHttpClient()) {
      for (URI base : List.of(server.url(), server.warmUpUrl())) {
        var hello =
            HttpRequest.newBuilder(Routes.hello(base, request)).timeout(Duration.ofSeconds(30));
        assertThat(client.send(hello.build(), HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("Hello!");
      }
      await().untilAsserted(() -> assertCounts(server.load(), new Load(1, 0, 1, 0, 0, 0, null)));
      assertThat(server.isAlive()).isTrue();
    }
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void startsWhateverItsJvmPrintsAndDiesWithItsStarterEvenIfThatIsKilled() throws IOException {
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    command
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+PrintCommandLineFlags -Xlog:gc*,safepoint"
                + " -XX:+UseParallelGC");
    Process starter = command.start();
    try (BufferedReader output = starter.inputReader()) {
      assertThat(output.lines().takeWhile(line -> !line.equals("started"))).isNotEmpty();
      ProcessHandle server = starter.descendants().findFirst().orElseThrow();
      assertThat(server.isAlive()).isTrue();
      starter.destroyForcibly();
      await().atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
    } finally {
      starter.destroyForcibly();
    }
  }

  private static SlowServerProcess start() throws IOException {
    return SlowServerProcess.start(
        SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0));
  }

  /** Starts a server and waits to be killed. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) throws Exception {
      start();
      System.out.println("started");
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }
}

package dev.fanout.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowServerTest {
  private static final Duration TIME = Duration.ofMillis(200);
  private static final Delay DELAY = Delay.fixed(TIME);

  @Test
  void answersHelloAfterItsDelay() {
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(DELAY, 0))) {
      long start = System.nanoTime();
      HttpResponse<String> answer = burst(server.url(), 1).getFirst();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("Hello!");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIME);
    }
  }

  @Test
  void holdsAllRequestsAtOnceAndCountsThem() {
    try (var server =
        SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(1)), 0))) {
      burst(server.url(), 60);
      assertThat(load(server))
          .startsWith(
              "{\"served\":60,\"inFlight\":0,\"peakInFlight\":60,\"logins\":0,\"stoodStillMs\":0,\"connections\":60,");
    }
  }

  @Test
  void doesNotCountTheWarmUp() {
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(DELAY, 0))) {
      assertThat(burst(server.url().resolve("warm-up/"), 3))
          .allMatch(answer -> answer.body().equals("Hello!"));
      assertThat(load(server)).contains("\"served\":0").contains("\"peakInFlight\":0");
    }
  }

  /** The second witness is the test, which opens the connections itself. */
  @Test
  void countsTheConnectionsThatTheShotOpened() throws IOException {
    var options = SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0);
    try (var server = SlowServer.start(options);
        var warm = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        var first = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        var second = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        var _ =
            new Socket(
                InetAddress.getLoopbackAddress(),
                server.url().getPort())) { // on which nothing is sent
      call(warm, "/warm-up/");
      assertThat(load(server)).contains("\"connections\":0,");
      call(warm, "/");
      call(first, "/");
      call(first, "/");
      call(second, "/");
      assertThat(load(server)).contains("\"connections\":2,");
    }
  }

  private static void call(Socket connection, String path) throws IOException {
    connection
        .getOutputStream()
        .write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(path).getBytes(US_ASCII));
    var answer = new StringBuilder();
    while (!answer.toString().contains("Hello!")) {
      answer.append((char) connection.getInputStream().read());
    }
  }

  @Test
  void blockingHandlersServeExactlySoManyAtATime() {
    var options = new SlowServerOptions(0, DELAY, 0, OptionalInt.of(3));
    try (var server = SlowServer.start(options)) {
      long start = System.nanoTime();
      burst(server.url(), 7);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(TIME.multipliedBy(3));
      assertThat(load(server)).contains("\"served\":7").contains("\"peakInFlight\":3");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStallHoldsBackWhatFallsDueInItCountedFromTheFirstRequestButTheWarmUps(boolean numbered) {
    var options =
        new SlowServerOptions(
            0,
            Delay.fixed(Duration.ofMillis(20)),
            0,
            OptionalInt.empty(),
            Stall.parse("300ms@1ms"));
    try (var server = SlowServer.start(options)) {
      burst(server.url().resolve("warm-up/"), 1);
      URI url = numbered ? Routes.hello(server.url(), 0) : server.url();
      long first = System.nanoTime();
      assertThat(answeredAfter(first, url)).isGreaterThanOrEqualTo(Duration.ofMillis(301));
    }
  }

  private static Duration answeredAfter(long start, URI url) {
    assertThat(burst(url, 1).getFirst().body()).isEqualTo("Hello!");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void listensOnLoopbackAlone() throws IOException {
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(DELAY, 0))) {
      List<InetAddress> others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .toList();
      for (InetAddress other : others) {
        assertThatThrownBy(
                () -> {
                  try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(other, server.url().getPort()), 2_000);
                  }
                })
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void saysThatThePortIsInUse() {
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(DELAY, 0))) {
      int taken = server.url().getPort();
      var options = new SlowServerOptions(taken, DELAY, 0, OptionalInt.empty());
      assertThatThrownBy(() -> SlowServer.start(options))
          .isInstanceOf(PortRefusedException.class)
          .hasMessageContaining("port " + taken + " on 127.0.0.1 is in use");
    }
  }

  /** The JDK's client shares the connection that it is left with after the first call. */
  @Test
  void speaksHttp2WhereItIsAskedToAndCountsIt() {
    var options = SlowServerOptions.asynchronous(DELAY, 0).withStreams(60);
    try (var server = SlowServer.start(options);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertHttp2(burst(client, server.url(), 1));
      assertThat(load(server)).contains("\"connections\":1,");
      assertHttp2(burst(client, server.url(), 60));
      assertThat(load(server))
          .startsWith("{\"served\":61,\"inFlight\":0,\"peakInFlight\":60,")
          .contains("\"connections\":1,");
    }
  }

  @Test
  void allowsSoManyStreamsToAConnection() {
    var options = SlowServerOptions.asynchronous(DELAY, 0).withStreams(4);
    try (var server = SlowServer.start(options);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertHttp2(burst(client, server.url(), 1));
      assertHttp2(burst(client, server.url(), 4));
      assertThatThrownBy(() -> burst(client, server.url(), 5))
          .hasRootCauseMessage("too many concurrent streams");
    }
  }

  @Test
  void blockingHandlersServeSoManyStreamsAtATime() {
    var options = new SlowServerOptions(0, DELAY, 0, OptionalInt.of(3)).withStreams(60);
    try (var server = SlowServer.start(options);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertHttp2(burst(client, server.url(), 1));
      assertHttp2(burst(client, server.url(), 7));
      assertThat(load(server)).contains("\"served\":8").contains("\"peakInFlight\":3");
    }
  }

  @Test
  void speaksHttp1AloneWhereNobodyAsks() {
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(DELAY, 0));
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertThat(burst(client, server.url(), 1))
          .extracting(HttpResponse::version)
          .containsExactly(HttpClient.Version.HTTP_1_1);
    }
  }

  private static void assertHttp2(List<HttpResponse<String>> answers) {
    assertThat(answers)
        .allMatch(answer -> answer.version() == HttpClient.Version.HTTP_2)
        .extracting(HttpResponse::body)
        .containsOnly("Hello!");
  }

  private static String load(SlowServer server) {
    return burst(server.loadUrl(), 1).getFirst().body().replaceAll("\\s", "");
  }

  private static List<HttpResponse<String>> burst(URI url, int requests) {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return burst(client, url, requests);
    }
  }

  private static List<HttpResponse<String>> burst(HttpClient client, URI url, int requests) {
    HttpRequest request = HttpRequest.newBuilder(url).build();
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(() -> client.sendAsync(request, BodyHandlers.ofString()))
            .limit(requests)
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void drawsItsDelaysByTheSeedThatItWasResetWith() throws Exception {
    Delay delay = Delay.parse("1ms,49%:300ms");
    long quick = seedOf(delay, Duration.ofMillis(1));
    long slow = seedOf(delay, Duration.ofMillis(300));
    try (SlowServer server = SlowServer.start(SlowServerOptions.asynchronous(delay, quick));
        var load = new LoadClient(server.loadUrl());
        HttpClient client = HttpClient.newHttpClient()) {
      load.reset(slow);
      long sent = System.nanoTime();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.url().resolve("?request=0")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThan(Duration.ofMillis(290));
    }
  }

  private static long seedOf(Delay delay, Duration ofTheFirst) {
    return LongStream.range(0, 100)
        .filter(seed -> delay.of(seed, 0).equals(ofTheFirst))
        .findFirst()
        .orElseThrow();
  }
}

package dev.fanout.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("handlerThreads")
class WorkloadsTest {
  private static final Delay SHORT = Delay.fixed(Duration.ofMillis(20));

  private final OptionalInt handlerThreads;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  WorkloadsTest(OptionalInt handlerThreads) {
    this.handlerThreads = handlerThreads;
  }

  static Stream<OptionalInt> handlerThreads() {
    return Stream.of(OptionalInt.empty(), OptionalInt.of(4));
  }

  @AfterEach
  void closeClient() {
    client.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "warm-up/"})
  void eachRouteGivesItsContentsAfterTheDelay(String path) throws Exception {
    try (var server = start(SHORT)) {
      URI base = server.url().resolve(path);
      long start = System.nanoTime();
      assertThat(text(get(Routes.hello(base)))).isEqualTo("Hello!");
      assertThat(text(get(Routes.hello(base, 7)))).isEqualTo("Hello!");

      HttpResponse<byte[]> login = login(base);
      assertThat(login.statusCode()).isEqualTo(200);
      assertThat(text(login)).isEqualTo("Hello!");
      assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
          .matches("session=[-0-9a-f]{36}; Path=/; HttpOnly");

      HttpResponse<byte[]> file = get(Routes.file(base, 7, 1_500_000));
      assertThat(file.body()).isEqualTo(Contents.file(7, 1_500_000));
      assertThat(file.headers().map())
          .containsEntry("Content-Type", List.of("application/octet-stream"))
          .containsEntry("Content-Length", List.of("1500000"));

      URI list = Routes.list(base, 7, 2);
      String links = text(get(list));
      assertThat(links).isEqualTo(Pages.list(7, 2));
      String second =
          Pattern.compile("href=\"([^\"]*)\"").matcher(links).results().toList().getLast().group(1);
      HttpResponse<byte[]> page = get(list.resolve(second));
      assertThat(text(page)).isEqualTo(Pages.page(9));
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(6 * 20));
    }
  }

  @Test
  void membersNeedASessionThatWasIssued() throws Exception {
    try (var server = start(SHORT)) {
      URI member = Routes.member(server.url(), 7);
      HttpResponse<byte[]> stranger = get(member);
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(text(stranger)).isEqualTo("no session: log in first");
      assertThat(get(member, "Cookie", "session=made-up").statusCode()).isEqualTo(401);

      for (String path : List.of("", "warm-up/")) {
        HttpResponse<byte[]> answer = get(member, "Cookie", session(server.url().resolve(path)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("Hello!");
      }
      assertThat(session(server.url())).isNotEqualTo(session(server.url()));
    }
  }

  @Test
  void countsAllButTheWarmUp() throws Exception {
    try (var server = start(SHORT)) {
      for (URI base : List.of(server.url(), server.url().resolve("warm-up/"))) {
        get(Routes.hello(base));
        get(Routes.hello(base, 7));
        login(base);
        login(base);
        get(Routes.member(base, 7));
        get(Routes.file(base, 7, 10));
        get(Routes.list(base, 7, 10));
        get(base.resolve("page?request=7"));
      }
      awaitLoad(server, 8, 0, 2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?request=-1              | request=-1 is not a whole number from 0 to 999999999
          ?request=1000000000      | request=1000000000 is not a whole number from 0 to 999999999
          ?number=7                | request is missing: give a whole number from 0 to 999999999
          member                   | request is missing: give a whole number from 0 to 999999999
          file?bytes=10            | request is missing: give a whole number from 0 to 999999999
          file?request=7           | bytes is missing: give a whole number from 1 to 67108864
          file?request=7&bytes=0   | bytes=0 is not a whole number from 1 to 67108864
          file?request=7&bytes=1e3 | bytes=1e3 is not a whole number from 1 to 67108864
          file?request=7&bytes=67108865 | bytes=67108865 is not a whole number from 1 to 67108864
          list?request=7           | pages is missing: give a whole number from 0 to 100000
          list?request=7&pages=100001   | pages=100001 is not a whole number from 0 to 100000
          warm-up/page?request=x   | request=x is not a whole number from 0 to 999999999
          """)
  void refusesNumbersThatMakeNoSense(String path, String message) throws Exception {
    try (var server = start(SHORT)) {
      HttpResponse<byte[]> answer = get(server.url().resolve(path));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(text(answer)).isEqualTo(message);
    }
  }

  @Test
  void theNumberTellsTheDelay() throws Exception {
    Delay delay = Delay.parse("1ms,40%:60m");
    try (var server = start(delay)) {
      int quick = first(delay, Duration.ofMillis(1));
      int straggler = first(delay, Duration.ofHours(1));
      var waiting =
          Stream.of(1, 2)
              .map(i -> HttpRequest.newBuilder(Routes.hello(server.url(), straggler)).build())
              .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
              .toList();
      await().until(() -> load(server).inFlight() == 2);
      for (URI url : List.of(Routes.hello(server.url(), quick), Routes.hello(server.url()))) {
        assertThat(text(get(url))).isEqualTo("Hello!");
      }
      assertThat(text(get(Routes.hello(server.url().resolve("warm-up/"), straggler))))
          .isEqualTo("Hello!");
      assertThat(waiting).noneMatch(answer -> answer.isDone());
      awaitLoad(server, 2, 2, 0);
    }
  }

  private static int first(Delay delay, Duration wanted) {
    return IntStream.iterate(0, i -> i + 1)
        .filter(i -> delay.of(7, i).equals(wanted))
        .findFirst()
        .getAsInt();
  }

  private SlowServer start(Delay delay) {
    return SlowServer.start(new SlowServerOptions(0, delay, 7, handlerThreads));
  }

  private Load load(SlowServer server) throws IOException, InterruptedException {
    return Json.read(text(get(server.loadUrl())), Load.class);
  }

  /** Leaves the peak out, since an answer is counted a moment after the client has it. */
  private void awaitLoad(SlowServer server, long served, int inFlight, long logins) {
    await()
        .untilAsserted(
            () ->
                assertThat(load(server))
                    .extracting(Load::served, Load::inFlight, Load::logins)
                    .containsExactly(served, inFlight, logins));
  }

  private String session(URI base) throws IOException, InterruptedException {
    String cookie = login(base).headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpResponse<byte[]> login(URI base) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(Routes.login(base, 0)).POST(BodyPublishers.noBody());
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(URI url, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}

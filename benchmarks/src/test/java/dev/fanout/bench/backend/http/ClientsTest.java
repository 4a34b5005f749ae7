package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.EndlessServer.Manner;
import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.HttpClientType.Way;
import dev.fanout.bench.backend.http.ScriptedServer.Reply;
import dev.fanout.bench.backend.http.answer.Answer;
import dev.fanout.bench.backend.http.answer.Greeting;
import dev.fanout.bench.backend.http.answer.Login;
import dev.fanout.bench.backend.http.answer.SavedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every HTTP client does alike, so that models can be compared that use different ones. */
@Tag("slow")
@Timeout(30)
@Order(3)
class ClientsTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!";
  private static final Reply ANSWER = new Reply(HELLO, false);
  private static final Reply SILENCE = new Reply("", false);
  private static final Reply HANG_UP = new Reply("", true);

  static Stream<Subject> clients() {
    return Stream.concat(
        clients(Way.BLOCKING)
            .map(client -> new Subject(client.key(), to -> of(client.blocking(1, to)))),
        clients(Way.ASYNC)
            .map(client -> new Subject(client.key() + " async", to -> of(client.async(1, to)))));
  }

  private static Stream<HttpClientType> clients(Way way) {
    return new HttpType().clients().stream().filter(client -> client.makes(way));
  }

  /** All but the JDK's, which reads once per JVM whether to repeat: see {@link JdkHttpTest}. */
  static Stream<Subject> clientsOfTheirOwnMind() {
    return clients().filter(subject -> !subject.client().equals("jdk"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void keepTheConnectionForTheNextCall(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, ANSWER, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      for (int i = 0; i < 3; i++) {
        assertAnswer(client.get(), 200, "Hello!");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void openAnotherConnectionWhenTheServerWillNotKeepIt(Subject subject) throws Exception {
    var last = new Reply(HELLO.replace("OK\r\n", "OK\r\nConnection: close\r\n"), true);
    try (var server = new ScriptedServer(last, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertAnswer(client.get(), 200, "Hello!");
      assertAnswer(client.get(), 200, "Hello!");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void readAnAnswerInChunks(Subject subject) throws Exception {
    var chunked =
        new Reply(
            """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            3\r
            Hel\r
            3\r
            lo!\r
            0\r
            \r
            """,
            false);
    try (var server = new ScriptedServer(chunked, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertAnswer(client.get(), 200, "Hello!");
      assertAnswer(client.get(), 200, "Hello!");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void giveAnEmptyAnswerAsItIs(Subject subject) throws Exception {
    var empty = new Reply("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
    try (var server = new ScriptedServer(empty);
        Client client = subject.open(server, PATIENT)) {
      assertAnswer(client.get(), 200, "");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void followNoRedirect(Subject subject) throws Exception {
    var elsewhere =
        new Reply("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", false);
    try (var server = new ScriptedServer(elsewhere, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertAnswer(client.get(), 302, "");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("clientsOfTheirOwnMind")
  void repeatNoRequestThatTheServerHangsUpOn(Subject subject) throws Exception {
    try (var server = new ScriptedServer(HANG_UP, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertFails(client);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendAGetAgainIfTheServerClosedTheKeptConnection(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, HANG_UP, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.get();
      assertAnswer(client.get(), 200, "Hello!");
      assertThat(server.requests()).hasSize(3);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("clientsOfTheirOwnMind")
  void sendItOnceMoreAndNotTwice(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, HANG_UP, HANG_UP, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.get();
      assertFails(client);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendNoPostAgain(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, HANG_UP, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.get();
      assertThatThrownBy(() -> client.send(Method.POST, "login", null))
          .isNotInstanceOf(TimeoutException.class);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void meetNoConnectionThatTheServerClosedSinceTheLastCall(Subject subject) throws Exception {
    var rude = new Reply(HELLO, true);
    try (var server = new ScriptedServer();
        Client client = subject.open(server, PATIENT)) {
      for (int call = 0; call < 50; call++) {
        server.script(rude);
        assertAnswer(client.get(), 200, "Hello!");
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendTheSameHeaders(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.send(Method.GET, "", "a=b");
      client.send(Method.POST, "login", null);
      var get =
          new TreeSet<>(
              Set.of(
                  "host: 127.0.0.1:" + server.port(), "user-agent: fanout-bench", "cookie: a=b"));
      var post =
          new TreeSet<>(
              Set.of(
                  "host: 127.0.0.1:" + server.port(),
                  "user-agent: fanout-bench",
                  "content-length: 0"));
      if (subject.client().equals(ClientLimit.HELIDON_HEADERS.client())) {
        get.addAll(Set.of("content-length: 0", "connection: keep-alive"));
        post.add("connection: keep-alive");
      }
      assertThat(headers(server, 0)).isEqualTo(get);
      assertThat(headers(server, 1)).isEqualTo(post);
    }
  }

  /** All headers of that request, names in lower case. */
  private static Set<String> headers(ScriptedServer server, int request) {
    var headers = new TreeSet<String>();
    for (String line :
        server.requests().get(request).subList(1, server.requests().get(request).size())) {
      int colon = line.indexOf(':');
      headers.add(
          line.substring(0, colon).toLowerCase(Locale.ROOT)
              + ": "
              + line.substring(colon + 1).strip());
    }
    return headers;
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendAnyTargetAsItIs(Subject subject) throws Exception {
    for (String target :
        List.of(
            "/caf%C3%A9?z=1&a=%C3%A4&b=c+d&a=2&f=%26%3D&g",
            "/a%2Fb%20c/+/~*'()!$@,:=?a==&b=?/%3F", "/a;b=c/d", "/a//b", "/?flag", "/?a&b=c")) {
      try (var server = new ScriptedServer(ANSWER);
          Client client = subject.open(server, PATIENT)) {
        URI url = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), target));
        if (ClientLimit.forbidding(subject.client(), url).isPresent()) {
          assertThatThrownBy(() -> client.send(url)).hasMessageContaining("cannot send a path");
        } else {
          client.send(url);
          assertThat(server.requests().getFirst().getFirst())
              .isEqualTo("GET " + target + " HTTP/1.1");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void failOnAnAnswerThatIsCutShort(Subject subject) throws Exception {
    try (var server = new ScriptedServer(new Reply(HELLO.replace("lo!", ""), true));
        Client client = subject.open(server, PATIENT)) {
      assertFails(client);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void failOnWhatIsNoHttp(Subject subject) throws Exception {
    try (var server = new ScriptedServer(new Reply("220 mail.example.org ESMTP\r\n\r\n", true));
        Client client = subject.open(server, PATIENT)) {
      assertFails(client);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void waitNoLongerThanTheTimeout(Subject subject) throws Exception {
    try (var server = new ScriptedServer(SILENCE);
        Client client = subject.open(server, Duration.ofMillis(300))) {
      assertFails(client);
    }
  }

  @Test
  void aCallOnAnInterruptedThreadIsCancelled() throws Exception {
    try (var server = new ScriptedServer(ANSWER);
        var client = OkHttp.blocking(1, new HttpBackend(server.url(), PATIENT))) {
      HttpCall call = HttpCall.get(server.url(), PATIENT, new Greeting());
      Thread.currentThread().interrupt();
      Outcome outcome = client.make(call);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome).isEqualTo(new Outcome.Cancelled());
    }
  }

  /** All manners at once, since each lasts as long as the time-out. */
  @ParameterizedTest
  @MethodSource("clients")
  void endAnAnswerThatNeverEndsWithTheCallsOneTimeOut(Subject subject) throws Exception {
    Set<Manner> manners = EnumSet.allOf(Manner.class);
    if (subject.client().equals(ClientLimit.HELIDON_TRICKLE.client())) {
      manners.removeAll(Set.of(Manner.TRICKLING_HEAD, Manner.TRICKLING_CHUNK));
    }
    var callers = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Map<Manner, Future<String>> statuses =
          manners.stream()
              .collect(toMap(identity(), manner -> callers.submit(() -> ending(subject, manner))));
      var softly = new SoftAssertions();
      for (Map.Entry<Manner, Future<String>> status : statuses.entrySet()) {
        softly
            .assertThat(status.getValue().get(PATIENT.toSeconds(), TimeUnit.SECONDS))
            .as("%s", status.getKey())
            .isEqualTo("no answer within 1s");
      }
      softly.assertAll();
    } finally {
      callers.shutdownNow(); // not close, which would wait for a call that does not end
    }
  }

  /**
   * The status of a call whose answer does not end, after which the client works as before. It goes
   * out on a kept connection, so that it arrives in time on a busy machine too.
   */
  private static String ending(Subject subject, Manner manner) throws Exception {
    try (var server = new EndlessServer(manner);
        Client client = subject.open(server.url(), PATIENT)) {
      assertAnswer(client.get(), 200, "Hello!");
      String status = client.status(Duration.ofSeconds(1));
      await().atMost(PATIENT).until(() -> server.cutOff() == 1);
      assertAnswer(client.get(), 200, "Hello!");
      assertThat(server.connections()).as("connections of %s", manner).isEqualTo(2);
      return status;
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendAPostAsAPostWithoutBody(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertAnswer(client.send(Method.POST, "login?request=0", null), 200, "Hello!");
      assertAnswer(client.get(), 200, "Hello!");
      assertThat(server.requests())
          .extracting(List::getFirst)
          .containsExactly("POST /login?request=0 HTTP/1.1", "GET / HTTP/1.1");
      assertThat(headers(server, 0, "content-length")).containsExactly("0");
      assertThat(headers(server, 0, "transfer-encoding")).isEmpty();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendTargetAndCookieAsTheyAreGiven(Subject subject) throws Exception {
    String cookie = "session=Zm9v/+==; other=\"a b\"";
    try (var server = new ScriptedServer(ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.send(Method.GET, "warm-up/file?request=7&bytes=65536&q=%C3%A4", cookie);
      assertThat(server.requests().getFirst().getFirst())
          .isEqualTo("GET /warm-up/file?request=7&bytes=65536&q=%C3%A4 HTTP/1.1");
      assertThat(headers(server, 0, "cookie")).containsExactly(cookie);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void handOverTheFirstCookieThatIsSet(Subject subject) throws Exception {
    var setting =
        new Reply(
            HELLO.replace(
                "OK\r\n",
                "OK\r\nSet-Cookie: session=s1; Path=/; HttpOnly\r\nset-cookie: other=s2\r\n"),
            false);
    try (var server = new ScriptedServer(setting, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      Answer answer = client.send(Method.POST, "login", null);
      assertThat(new Login().handle(answer)).isEqualTo(new Outcome.Right("session=s1"));
      assertThat(new Login().handle(client.get()).isRight()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void keepNoCookiesOfTheirOwn(Subject subject) throws Exception {
    var setting =
        new Reply(HELLO.replace("OK\r\n", "OK\r\nSet-Cookie: session=s1; Path=/\r\n"), false);
    try (var server = new ScriptedServer(setting, ANSWER, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.get();
      client.get();
      client.send(Method.GET, "", "mine=1");
      assertThat(headers(server, 1, "cookie")).isEmpty();
      assertThat(headers(server, 2, "cookie")).containsExactly("mine=1");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void readALargeBinaryAnswerByteForByte(Subject subject, @TempDir Path folder) throws Exception {
    var body = new byte[1 << 20];
    new SplittableRandom(48).nextBytes(body);
    var binary =
        new Reply(
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(body.length)
                + new String(body, ISO_8859_1),
            false);
    try (var server = new ScriptedServer(binary, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      Path file = folder.resolve("body");
      new SavedFile(file, false).handle(client.get());
      assertThat(file).hasBinaryContent(body);
      assertAnswer(client.get(), 200, "Hello!");
    }
  }

  /** The values of a header in that request; names are in whatever case. */
  private static List<String> headers(ScriptedServer server, int request, String name) {
    return server.requests().get(request).stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  private static void assertAnswer(Answer answer, int status, String text) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(text);
  }

  private static void assertFails(Client client) {
    assertThatThrownBy(client::get).isNotInstanceOf(TimeoutException.class);
  }

  private static Open of(BlockingClient client) {
    var last = new AtomicReference<CompletableFuture<Answer>>();
    var watched =
        new BlockingClient() {
          @Override
          public Answer send(HttpCall call, long deadline) throws IOException {
            last.set(new CompletableFuture<>());
            try {
              Answer answer = client.send(call, deadline);
              last.get().complete(answer);
              return answer;
            } catch (IOException | RuntimeException e) {
              last.get().completeExceptionally(e);
              throw e;
            }
          }

          @Override
          public void close() {
            client.close();
          }
        };
    return new Open(
        call -> {
          watched.make(call);
          return last.get().get();
        },
        watched::close);
  }

  private static Open of(AsyncClient client) {
    var last = new AtomicReference<CompletableFuture<Answer>>();
    var watched =
        new AsyncClient() {
          @Override
          public CompletableFuture<Answer> send(HttpCall call, long deadline) {
            last.set(client.send(call, deadline));
            return last.get();
          }

          @Override
          public void close() {
            client.close();
          }
        };
    return new Open(
        call -> {
          watched.make(call).get(10, TimeUnit.SECONDS);
          return last.get().get();
        },
        watched::close);
  }

  record Subject(String name, Function<HttpBackend, Open> opening) {
    Client open(ScriptedServer server, Duration timeout) {
      return open(server.url(), timeout);
    }

    Client open(URI url, Duration timeout) {
      return open(new HttpBackend(url, timeout));
    }

    Client open(HttpBackend to) {
      return new Client(to, opening.apply(to));
    }

    /** The client's key, which variants share. */
    String client() {
      return name.replaceFirst(" .*", "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Open(Sending sending, Closing closing) {}

  interface Closing {
    void close();
  }

  /** Makes a call and tells what its last attempt brought. */
  interface Sending {
    Answer send(HttpCall call) throws Exception;
  }

  record Client(HttpBackend to, Open open) implements AutoCloseable {
    Answer get() throws Exception {
      return send(Method.GET, "", null);
    }

    /** How a GET with that time-out went, as it is recorded. */
    String status(Duration timeout) {
      HttpCall call = HttpCall.get(to.url(), timeout, new Greeting());
      try {
        return "answered " + open.sending().send(call).status();
      } catch (Exception e) {
        return call.failed(e).status();
      }
    }

    Answer send(Method method, String target, @Nullable String cookie) throws Exception {
      URI url = to.url().resolve(target);
      List<RequestHeader> headers =
          cookie == null ? List.of() : List.of(new RequestHeader("Cookie", cookie));
      return send(new HttpCall(method, url, headers, to.timeout(), new Greeting()));
    }

    Answer send(HttpCall call) throws Exception {
      return open.sending().send(call);
    }

    Answer send(URI url) throws Exception {
      return open.sending().send(HttpCall.get(url, to.timeout(), new Greeting()));
    }

    @Override
    public void close() {
      open.closing().close();
    }
  }
}

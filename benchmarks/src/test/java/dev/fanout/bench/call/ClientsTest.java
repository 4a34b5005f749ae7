package dev.fanout.bench.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.call.ScriptedServer.Reply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every HTTP client does alike, so that models can be compared that use different ones. */
@Timeout(30)
class ClientsTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!";
  private static final Reply ANSWER = new Reply(HELLO, false);
  private static final Reply SILENCE = new Reply("", false);
  private static final Reply HANG_UP = new Reply("", true);

  static Stream<Subject> clients() {
    return Stream.of(
        new Subject("okhttp", call -> of(OkHttp.blocking(1, call))),
        new Subject("okhttp enqueue", call -> of(OkHttp.async(1, call))),
        new Subject("jdk", call -> of(JdkHttp.open(call))),
        new Subject("httpclient5", call -> of(HttpClient5.open(1, call))),
        new Subject("helidon", call -> of(HelidonHttp.open(1, call))),
        new Subject("netty", call -> of(NettyHttp.open(1, call))),
        new Subject("netty nio", call -> of(NettyHttp.openNio(1, call))),
        new Subject("reactor-netty", call -> of(ReactorNetty.open(1, call))));
  }

  /** All but the JDK's, which reads once per JVM whether to repeat: see {@link JdkHttpTest}. */
  static Stream<Subject> clientsOfTheirOwnMind() {
    return clients().filter(subject -> !subject.name().equals("jdk"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void keepTheConnectionForTheNextCall(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, ANSWER, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get()).isEqualTo(new Answer(200, "Hello!"));
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
      assertThat(client.get()).isEqualTo(new Answer(200, "Hello!"));
      assertThat(client.get()).isEqualTo(new Answer(200, "Hello!"));
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
      assertThat(client.get()).isEqualTo(new Answer(200, "Hello!"));
      assertThat(client.get()).isEqualTo(new Answer(200, "Hello!"));
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void giveAnEmptyAnswerAsItIs(Subject subject) throws Exception {
    var empty = new Reply("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
    try (var server = new ScriptedServer(empty);
        Client client = subject.open(server, PATIENT)) {
      assertThat(client.get()).isEqualTo(new Answer(200, ""));
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void followNoRedirect(Subject subject) throws Exception {
    var elsewhere =
        new Reply("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", false);
    try (var server = new ScriptedServer(elsewhere, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertThat(client.get()).isEqualTo(new Answer(302, ""));
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("clientsOfTheirOwnMind")
  void repeatNoRequestThatTheServerHangsUpOn(Subject subject) throws Exception {
    try (var server = new ScriptedServer(HANG_UP, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      assertFails(client);
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("clientsOfTheirOwnMind")
  void repeatNoneOnAKeptConnectionEither(Subject subject) throws Exception {
    try (var server = new ScriptedServer(ANSWER, HANG_UP, ANSWER);
        Client client = subject.open(server, PATIENT)) {
      client.get();
      assertFails(client);
      assertThat(server.requests()).isEqualTo(2);
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

  private static void assertFails(Client client) {
    assertThatThrownBy(client::get).isNotInstanceOf(TimeoutException.class);
  }

  private static Open of(BlockingClient client) {
    return new Open(client::get, client::close);
  }

  private static Open of(AsyncClient client) {
    return new Open(call -> client.get(call).get(10, TimeUnit.SECONDS), client::close);
  }

  private static Open of(ReactorNetty client) {
    return new Open(call -> client.get(call).toFuture().get(10, TimeUnit.SECONDS), client::close);
  }

  record Subject(String name, Function<SlowCall, Open> opening) {
    Client open(ScriptedServer server, Duration timeout) {
      var call = new SlowCall(server.url(), timeout);
      return new Client(call, opening.apply(call));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Open(Getting getting, Closing closing) {}

  interface Closing {
    void close();
  }

  interface Getting {
    Answer get(SlowCall call) throws Exception;
  }

  record Client(SlowCall call, Open open) implements AutoCloseable {
    Answer get() throws Exception {
      return open.getting().get(call);
    }

    @Override
    public void close() {
      open.closing().close();
    }
  }
}

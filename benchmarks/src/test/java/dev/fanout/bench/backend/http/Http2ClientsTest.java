package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.HttpClientType.Way;
import dev.fanout.bench.backend.http.answer.Greeting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every HTTP client does by HTTP/2, and what each does beyond the server's limit. */
@Tag("slow")
@Timeout(30)
class Http2ClientsTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final int MANY = 40;
  private static final int FEW = 5;

  static Stream<Subject> clients() {
    return Stream.concat(
        of(Way.BLOCKING)
            .map(type -> new Subject(type.key(), to -> new Blocking(type.blocking(MANY, to)))),
        of(Way.ASYNC)
            .map(
                type -> new Subject(type.key() + " async", to -> new Async(type.async(MANY, to)))));
  }

  private static Stream<HttpClientType> of(Way way) {
    return new HttpType().clients().stream().filter(type -> type.makes(way));
  }

  /** Those without a limit of their own. */
  static Stream<Subject> clientsOfMany() {
    return clients().filter(subject -> !subject.name().startsWith("okhttp defaults"));
  }

  static Stream<Subject> clientsThatCallBack() {
    return clients().filter(subject -> subject.name().endsWith("async"));
  }

  static Stream<Subject> clientsThatOpenMore() {
    return Stream.of("okhttp", "okhttp async", "helidon", "reactor-netty async")
        .flatMap(Http2ClientsTest::named);
  }

  static Stream<Subject> clientsThatFail() {
    return Stream.of("jdk async", "netty one-loop async").flatMap(Http2ClientsTest::named);
  }

  static Stream<Subject> clientsThatWait() {
    return named("httpclient5 async");
  }

  private static Stream<Subject> named(String name) {
    return clients().filter(subject -> subject.name().equals(name));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void answerOneCallAfterAnotherOnOneConnection(Subject subject) throws Exception {
    try (var server = new Http2Server(100, 1);
        Calls calls = subject.open(server.url())) {
      for (int call = 0; call < 3; call++) {
        assertThat(calls.make(server.url(), "", PATIENT).get()).isEqualTo(Outcome.right());
      }
      assertThat(server.came()).isEqualTo(3);
      assertThat(server.connections()).isEqualTo(subject.connections());
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void tellOfAStatus(Subject subject) throws Exception {
    try (var server = new Http2Server(100, 1);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "missing", PATIENT).get())
          .isEqualTo(new Outcome.Wrong("HTTP status 404"));
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void failOnAStreamThatIsResetAndMakeTheNextCall(Subject subject) throws Exception {
    try (var server = new Http2Server(100, 1);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      assertThat(calls.make(server.url(), "reset", PATIENT).get())
          .isInstanceOf(Outcome.Failed.class);
      assertThat(calls.make(server.url(), "", PATIENT).get()).isEqualTo(Outcome.right());
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void failOnAConnectionThatIsClosedAndOpenAnother(Subject subject) throws Exception {
    try (var server = new Http2Server(100, 1);
        Calls calls = subject.open(server.url(), Duration.ofSeconds(2))) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      Outcome closed = calls.make(server.url(), "hang-up", Duration.ofSeconds(2)).get();
      assertThat(closed)
          .isInstanceOf(
              subject.has(ClientLimit.HELIDON_CLOSED)
                  ? Outcome.TimedOut.class
                  : Outcome.Failed.class);
      assertThat(calls.make(server.url(), "", PATIENT).get()).isEqualTo(Outcome.right());
      assertThat(server.connections()).isGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void failWhereNobodyListens(Subject subject) throws Exception {
    URI nobody;
    try (var server = new Http2Server(100, 1)) {
      nobody = server.url();
    }
    try (Calls calls = subject.open(nobody)) {
      assertThat(calls.make(nobody, "", PATIENT).get()).isInstanceOf(Outcome.Failed.class);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void giveUpACallThatTakesTooLongAndKeepTheConnection(Subject subject) throws Exception {
    var time = Duration.ofMillis(300);
    try (var server = new Http2Server(100, 1);
        Calls calls = subject.open(server.url(), time)) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      assertThat(calls.make(server.url(), "silence", time).get())
          .isEqualTo(new Outcome.TimedOut(time));
      awaitReset(subject, server);
      assertThat(calls.make(server.url(), "", PATIENT).get()).isEqualTo(Outcome.right());
      if (!subject.has(ClientLimit.HELIDON_NO_RESET)) {
        assertThat(server.connections()).isEqualTo(subject.connections());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clientsThatCallBack")
  void resetTheStreamOfACallThatIsCancelledAndKeepTheOthers(Subject subject) throws Exception {
    try (var server = new Http2Server(100, 2);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      CompletableFuture<Outcome> other = calls.make(server.url(), "held", PATIENT);
      CompletableFuture<Outcome> cancelled = calls.make(server.url(), "silence", PATIENT);
      await().atMost(PATIENT).until(() -> server.came() == 3);
      cancelled.cancel(true);
      awaitReset(subject, server);
      assertThat(calls.make(server.url(), "held", PATIENT).get()).isEqualTo(Outcome.right());
      assertThat(other.get()).isEqualTo(Outcome.right());
    }
  }

  /** None is answered before all are there. */
  @ParameterizedTest
  @MethodSource("clientsOfMany")
  void makeManyCallsAtOnce(Subject subject) throws Exception {
    try (var server = new Http2Server(100, MANY);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.burst(server.url(), MANY)).allMatch(Outcome::isRight);
      int opened = server.connections();
      assertThat(calls.burst(server.url(), MANY)).allMatch(Outcome::isRight);
      assertThat(server.connections()).as("of those that are open").isEqualTo(opened);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void takeNoOtherVersionInClearText(Subject subject) throws Exception {
    var hello =
        new ScriptedServer.Reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!", false);
    try (var server = new ScriptedServer(hello, hello);
        Calls calls = subject.open(server.url())) {
      Outcome outcome = calls.make(server.url(), "", PATIENT).get();
      assertThat(outcome.isRight()).isFalse();
      if (subject.name().equals("jdk async")) { // which asks for an upgrade
        assertThat(outcome)
            .isEqualTo(new Outcome.Wrong("the answer came by HTTP/1.1, and not by HTTP/2"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clientsThatOpenMore")
  void openMoreConnectionsBeyondTheLimit(Subject subject) throws Exception {
    try (var server = new Http2Server(FEW, 1);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      assertThat(calls.burst(server.url(), 2 * FEW)).allMatch(Outcome::isRight);
    }
    try (var server = new Http2Server(FEW, 2 * FEW);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      assertThat(calls.burst(server.url(), 2 * FEW)).allMatch(Outcome::isRight);
      assertThat(server.connections()).isGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("clientsThatWait")
  void waitForAStreamBeyondTheLimit(Subject subject) throws Exception {
    try (var server = new Http2Server(FEW, FEW);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      assertThat(calls.burst(server.url(), 2 * FEW)).allMatch(Outcome::isRight);
      assertThat(server.connections()).isEqualTo(subject.connections());
    }
  }

  @ParameterizedTest
  @MethodSource("clientsThatFail")
  void failBeyondTheLimit(Subject subject) throws Exception {
    try (var server = new Http2Server(FEW, FEW);
        Calls calls = subject.open(server.url())) {
      assertThat(calls.make(server.url(), "", PATIENT).get().isRight()).isTrue();
      List<Outcome> outcomes = calls.burst(server.url(), 2 * FEW);
      assertThat(outcomes).filteredOn(Outcome::isRight).hasSize(FEW);
      assertThat(outcomes)
          .filteredOn(outcome -> !outcome.isRight())
          .hasSize(FEW)
          .allMatch(
              outcome ->
                  outcome.status().contains("too many concurrent streams")
                      || outcome.status().contains("Maximum active streams violated"));
    }
  }

  /** By the time of the next call at the latest. */
  private static void awaitReset(Subject subject, Http2Server server) {
    if (!subject.has(ClientLimit.APACHE_NO_RESET) && !subject.has(ClientLimit.HELIDON_NO_RESET)) {
      await().atMost(PATIENT).until(() -> server.resets() == 1);
    }
  }

  /** A client, and how it is opened for calls by HTTP/2. */
  record Subject(String name, java.util.function.Function<HttpBackend, Calls> opening) {
    Calls open(URI url) {
      return open(url, PATIENT);
    }

    Calls open(URI url, Duration timeout) {
      return opening.apply(
          new HttpBackend(url, null, timeout, RequestForm.PLAIN, null, HttpVersion.HTTP_2));
    }

    boolean has(ClientLimit limit) {
      return name.startsWith(limit.client());
    }

    /** How many it keeps for calls that the server allows. */
    int connections() {
      return name.equals("netty two-loops async") ? 2 : 1;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** An open client. */
  interface Calls extends AutoCloseable {
    CompletableFuture<Outcome> make(HttpCall call);

    default CompletableFuture<Outcome> make(URI server, String path, Duration timeout) {
      return make(HttpCall.get(server.resolve(path), timeout, new Greeting()));
    }

    /** How so many calls that the server holds went. */
    default List<Outcome> burst(URI server, int count) throws Exception {
      List<CompletableFuture<Outcome>> all =
          IntStream.range(0, count).mapToObj(_ -> make(server, "held", PATIENT)).toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(25, TimeUnit.SECONDS);
      return all.stream().map(CompletableFuture::join).toList();
    }

    @Override
    void close();
  }

  record Async(AsyncClient client) implements Calls {
    @Override
    public CompletableFuture<Outcome> make(HttpCall call) {
      return client.make(call);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  record Blocking(BlockingClient client, ExecutorService threads) implements Calls {
    Blocking(BlockingClient client) {
      this(client, Executors.newVirtualThreadPerTaskExecutor());
    }

    @Override
    public CompletableFuture<Outcome> make(HttpCall call) {
      return CompletableFuture.supplyAsync(() -> client.make(call), threads);
    }

    @Override
    public void close() {
      threads.shutdownNow();
      client.close();
    }
  }
}

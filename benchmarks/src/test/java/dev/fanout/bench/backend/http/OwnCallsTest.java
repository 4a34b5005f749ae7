package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.http.ClientsTest.Client;
import dev.fanout.bench.backend.http.ClientsTest.Subject;
import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.ScriptedServer.Reply;
import dev.fanout.bench.backend.http.answer.Statuses;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every HTTP client sends alike of a request of the user's own. */
@Tag("slow")
@Timeout(30)
class OwnCallsTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Reply ANSWER =
      new Reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!", false);
  private static final Reply HEAD_ANSWER =
      new Reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n", false);
  private static final Reply HANG_UP = new Reply("", true);
  private static final List<RequestHeader> HEADERS =
      Stream.of(
              "Accept: application/json;q=0.9, */*",
              "ACCEPT-encoding: gzip",
              "User-Agent: mine/1.0",
              "Authorization: Bearer abc.def=={request}",
              "Cookie: a=b; c=\"d e\"",
              "Content-Type: application/json",
              "X-Odd_name.1: (x) {y} [z] \"q\\\"",
              "X-Number: {request}")
          .map(RequestHeader::of)
          .toList();

  static Stream<Subject> clients() {
    return ClientsTest.clients();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendMethodTargetHeadersAndBodyAsTheyAreTold(Subject subject) throws Exception {
    String body = "{\"n\": {request}}\r\n" + bytes();
    for (Method method : Method.values()) {
      Reply reply = method == Method.HEAD ? HEAD_ANSWER : ANSWER;
      try (var server = new ScriptedServer(reply, reply)) {
        var address = URI.create(server.url() + "a/%7Brequest%7D?id=x-%7Brequest%7D");
        RequestForm form = form(method, HEADERS, method.takesBody() ? body : "");
        RequestForm.Calls calls = form.calls(address, PATIENT, form.answers(text -> text));
        try (Client client = subject.open(address, PATIENT)) {
          client.send(calls.of(7));
          client.send(calls.of(8));
        }
        assertThat(server.connections())
            .as("connections for %s", method)
            .isEqualTo(keeps(subject, method) ? 1 : 2);
        for (int number : List.of(7, 8)) {
          var expected = new TreeSet<String>();
          HEADERS.forEach(
              each ->
                  expected.add(
                      each.name().toLowerCase(Locale.ROOT)
                          + ": "
                          + each.value().replace("{request}", "" + number)));
          expected.add("host: 127.0.0.1:" + server.port());
          String sent = form.body().replace("{request}", "" + number);
          if (method.takesBody()) {
            expected.add("content-length: " + sent.length());
          }
          List<String> request = server.requests().get(number - 7);
          assertThat(request.getFirst())
              .isEqualTo("%s /a/%d?id=x-%d HTTP/1.1".formatted(method, number, number));
          assertThat(headers(request, subject)).as("%s", method).isEqualTo(expected);
          assertThat(server.bodies().get(number - 7)).as("%s", method).isEqualTo(sent);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void addNothingToACallWithoutHeadersAndBody(Subject subject) throws Exception {
    for (Method method : Method.values()) {
      try (var server = new ScriptedServer(method == Method.HEAD ? HEAD_ANSWER : ANSWER);
          Client client = subject.open(server, PATIENT)) {
        RequestForm form = form(method, List.of(), "");
        client.send(form.calls(server.url(), PATIENT, form.answers(text -> text)).of(0));
        var expected =
            new TreeSet<>(Set.of("host: 127.0.0.1:" + server.port(), "user-agent: fanout-bench"));
        if (EnumSet.of(Method.POST, Method.PUT, Method.PATCH).contains(method)) {
          expected.add("content-length: 0");
        }
        assertThat(headers(server.requests().getFirst(), subject))
            .as("%s", method)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void repeatOnlyGetAndHead(Subject subject) throws Exception {
    for (Method method : Method.values()) {
      boolean safe = method == Method.GET || method == Method.HEAD;
      Reply reply = method == Method.HEAD ? HEAD_ANSWER : ANSWER;
      try (var server = new ScriptedServer(reply, HANG_UP, reply);
          Client client = subject.open(server, PATIENT)) {
        RequestForm form = form(method, HEADERS, method.takesBody() ? "x" : "");
        HttpCall call = form.calls(server.url(), PATIENT, form.answers(text -> text)).of(0);
        client.send(call);
        if (!keeps(subject, method)) {
          continue; // so that there is nothing to repeat
        }
        if (safe) {
          assertThat(client.send(call).status()).isEqualTo(200);
        } else {
          assertThatThrownBy(() -> client.send(call))
              .as("%s", method)
              .isNotInstanceOf(TimeoutException.class);
        }
        assertThat(server.requests()).as("%s", method).hasSize(safe ? 3 : 2);
      }
    }
  }

  private static boolean keeps(Subject subject, Method method) {
    return method != Method.HEAD || !subject.client().equals(ClientLimit.HELIDON_HEAD.client());
  }

  /** All headers of a request, names in lower case, without what a limit of the client adds. */
  private static Set<String> headers(List<String> request, Subject subject) {
    Set<String> all =
        request.stream()
            .skip(1)
            .map(
                line -> {
                  int colon = line.indexOf(':');
                  return line.substring(0, colon).toLowerCase(Locale.ROOT)
                      + ": "
                      + line.substring(colon + 1).strip();
                })
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(all).hasSize(request.size() - 1);
    if (subject.client().equals(ClientLimit.HELIDON_HEADERS.client())) {
      all.remove("connection: keep-alive");
      if (Stream.of("POST ", "PUT ", "PATCH ").noneMatch(request.getFirst()::startsWith)) {
        all.remove("content-length: 0");
      }
    }
    return all;
  }

  private static String bytes() {
    var bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    return new String(bytes, ISO_8859_1);
  }

  private static RequestForm form(Method method, List<RequestHeader> headers, String body) {
    return new RequestForm(
        method, headers, body, List.of(), Statuses.SUCCESS, null, new Trust.Jdk());
  }
}

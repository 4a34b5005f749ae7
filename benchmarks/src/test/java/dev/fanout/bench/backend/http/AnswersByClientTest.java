package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.http.ClientsTest.Client;
import dev.fanout.bench.backend.http.ClientsTest.Subject;
import dev.fanout.bench.backend.http.ScriptedServer.Reply;
import dev.fanout.bench.backend.http.answer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of client by answer: every form of a valid answer, read by every client. */
@Timeout(30)
@Tag("slow")
@Order(3)
class AnswersByClientTest {
  private static final List<String> CLIENTS =
      new HttpType()
          .clients().stream()
              .map(client -> client.key().replaceFirst(" .*", ""))
              .distinct()
              .toList();
  private static final Reply ANSWER =
      new Reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!", false);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String RIGHT = "right";

  static Stream<Subject> clients() {
    return ClientsTest.clients();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void readEveryFormOrFailAsIsSaid(Subject subject) throws Exception {
    var otherwise = new ArrayList<String>();
    try (var server = new ScriptedServer();
        Client client = subject.open(server, TIMEOUT)) {
      for (AnswerForm form : AnswerForm.all()) {
        String said = said(form, subject);
        String outcome = said.equals(RIGHT) ? outcome(form, client, server) : apart(form, subject);
        if (said.equals(RIGHT) ? !outcome.equals(RIGHT) : !outcome.startsWith(said)) {
          otherwise.add("%s: %s, not %s".formatted(form.says(), outcome, said));
        }
      }
    }
    assertThat(otherwise).isEmpty();
  }

  /** With a server of its own, since what a client that failed has sent may still be under way. */
  private static String apart(AnswerForm form, Subject subject) throws IOException {
    try (var server = new ScriptedServer();
        Client client = subject.open(server, TIMEOUT)) {
      return outcome(form, client, server);
    }
  }

  private static String outcome(AnswerForm form, Client client, ScriptedServer server) {
    server.script(form.reply(), ANSWER);
    String outcome = outcome(form, client);
    return outcome.equals(RIGHT) && server.requests().size() != 2
        ? server.requests().size() + " requests, not 2"
        : outcome;
  }

  private static String outcome(AnswerForm form, Client client) {
    String first = outcome(client, form.status(), form.body());
    String then = first.equals(RIGHT) ? outcome(client, 200, "Hello!") : RIGHT;
    return then.equals(RIGHT) ? first : "then: " + then;
  }

  private static String outcome(Client client, int status, String body) {
    try {
      Answer answer = client.get();
      boolean right = answer.status() == status && answer.text().equals(utf8(body));
      return right ? RIGHT : answer.status() + " '" + answer.text() + "'";
    } catch (Exception e) {
      return FailureText.of(e);
    }
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  private static String said(AnswerForm form, Subject subject) {
    return form.limits().entrySet().stream()
        .filter(limit -> limit.getKey().client().equals(subject.client()))
        .filter(limit -> limit.getKey().holds())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(RIGHT);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void sendNoRequestTwiceWhateverTheStatus(Subject subject) throws Exception {
    List<Integer> statuses =
        IntStream.range(200, 600)
            .filter(status -> status != 204 && status != 304)
            .filter(status -> !(status == 407 && subject.client().equals("okhttp")))
            .boxed()
            .toList();
    try (var server = new ScriptedServer();
        Client client = subject.open(server, TIMEOUT)) {
      server.script(statuses.stream().map(AnswersByClientTest::inviting).toArray(Reply[]::new));
      var came = new ArrayList<Integer>();
      for (int ignored : statuses) {
        came.add(client.get().status());
      }
      assertThat(came).isEqualTo(statuses);
    }
  }

  /** An answer with every header that invites to ask again. */
  private static Reply inviting(int status) {
    return new Reply(
        """
        HTTP/1.1 %d Status\r
        Retry-After: 0\r
        Location: /\r
        WWW-Authenticate: Basic realm="a"\r
        Content-Length: 0\r
        \r
        """
            .formatted(status),
        false);
  }

  @Test
  void theDocumentationHasTheTable() throws IOException {
    assertThat(Files.readString(document()))
        .as("docs/clients.md must contain this")
        .contains(table());
  }

  @Test
  void theDocumentationHasEachLimit() throws IOException {
    String text = Files.readString(document());
    assertThat(ClientLimit.values())
        .allSatisfy(
            limit ->
                assertThat(text).contains("- **%s** %s.".formatted(limit.client(), limit.says())));
  }

  @Test
  void eachLimitIsOfAKnownClient() {
    assertThat(ClientLimit.values())
        .allSatisfy(limit -> assertThat(CLIENTS).contains(limit.client()));
    Set<ClientLimit> met = EnumSet.noneOf(ClientLimit.class);
    AnswerForm.all().forEach(form -> met.addAll(form.limits().keySet()));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(met)))
        .as("limits that no answer meets, and other tests show")
        .containsExactly(
            ClientLimit.JDK_OTHER_CONNECTION,
            ClientLimit.JDK_FIRST_ADDRESS,
            ClientLimit.APACHE_NO_RESET,
            ClientLimit.HELIDON_HEADERS,
            ClientLimit.HELIDON_HEAD,
            ClientLimit.HELIDON_TRICKLE,
            ClientLimit.HELIDON_NO_RESET,
            ClientLimit.HELIDON_CLOSED,
            ClientLimit.HELIDON_TARGET);
  }

  private static Path document() {
    return Path.of("..", "docs", "clients.md");
  }

  private static String table() {
    String head = "| answer | " + String.join(" | ", CLIENTS) + " |\n";
    String rule = "| --- |" + " --- |".repeat(CLIENTS.size()) + "\n";
    return head
        + rule
        + AnswerForm.all().stream().map(AnswersByClientTest::row).collect(Collectors.joining());
  }

  private static String row(AnswerForm form) {
    return CLIENTS.stream()
        .map(
            client ->
                form.limits().keySet().stream().anyMatch(limit -> limit.client().equals(client))
                    ? "**no**"
                    : "yes")
        .collect(Collectors.joining(" | ", "| " + form.says() + " | ", " |\n"));
  }
}

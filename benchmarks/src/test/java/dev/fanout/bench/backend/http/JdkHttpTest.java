package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.backend.http.ScriptedServer.Reply;
import dev.fanout.bench.backend.http.answer.Greeting;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(30)
class JdkHttpTest {
  private static final Reply HANG_UP = new Reply("", true);

  @Test
  void repeatsNoRequestAndNamesTheCauseOfEachFailure() throws Exception {
    var answer = new Reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!", false);
    try (var server = new ScriptedServer(HANG_UP, answer, HANG_UP, HANG_UP, answer)) {
      String url = server.url().toString();
      Process process = Jvm.start(Jvm.command(Calls.class, "http://127.0.0.1:1/", url, url, url));
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
          .containsExactly(
              "ConnectException, by ClosedChannelException",
              "IOException: HTTP/1.1 header parser received no bytes, by EOFException",
              "ok",
              "IOException: HTTP/1.1 header parser received no bytes, by EOFException");
      assertThat(process.waitFor()).isZero();
      assertThat(server.requests())
          .as("one on a new connection; one; one on the kept connection, and again on a new one")
          .hasSize(4);
    }
  }

  /** A JVM of its own, in which no other client has been built before. */
  static final class Calls {
    public static void main(String[] args) {
      var timeout = Duration.ofSeconds(10);
      try (var client = JdkHttp.open(new HttpBackend(URI.create(args[0]), timeout))) {
        for (String url : args) {
          var call = HttpCall.get(URI.create(url), timeout, new Greeting());
          System.out.println(client.make(call).join().status());
        }
      }
    }
  }
}

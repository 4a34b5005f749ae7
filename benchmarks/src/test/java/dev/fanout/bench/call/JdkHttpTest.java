package dev.fanout.bench.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.answer.Greeting;
import dev.fanout.bench.call.ScriptedServer.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JdkHttpTest {
  @Test
  void repeatsNoRequestThatTheServerHangsUpOn() throws Exception {
    var hangUp = new Reply("", true);
    try (var server = new ScriptedServer(hangUp, hangUp)) {
      Process process = Jvm.start(Jvm.command(Once.class, server.url().toString()));
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("failed");
      assertThat(process.waitFor()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** A JVM of its own, in which no other client has been built before. */
  static final class Once {
    public static void main(String[] args) {
      var to = new Destination(URI.create(args[0]), Duration.ofSeconds(10));
      try (var client = JdkHttp.open(to)) {
        var call = SlowCall.get(to.url(), to.timeout(), new Greeting());
        System.out.print(client.send(call).join().status());
      } catch (CompletionException e) {
        System.out.print("failed");
      }
    }
  }
}

package dev.fanout.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanout.server.Script.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as they were told beforehand, seen by a client that is nothing but a socket. */
class ToldRequestsTest {
  private static SlowServer server;

  @BeforeAll
  static void start() {
    server =
        SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(1)), 0));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ok, HTTP/1.1 200 OK.*Hello!.*",
    "error, HTTP/1.1 500 .*Hello!.*",
    "reset, reset",
    "empty, ''",
    "garbage, (?!HTTP).+",
    "half, HTTP/1.1 200 OK.*Content-Length: 131072.*",
  })
  void everyFateIsWhatItsNameSays(String fate, String seen) throws IOException {
    try (var socket = asked("fates" + fate, Script.of(Part.of(1, 1, Fate.of(fate))), 0)) {
      socket.setSoTimeout(fate.equals("ok") || fate.equals("error") ? 300 : 5_000);
      String answer = read(socket);
      assertThat(answer).matches("(?s)" + seen);
      if (fate.equals("half")) {
        assertThat(answer.length()).isBetween(1 << 15, 1 << 17);
      }
    }
  }

  /** Up to the end of the connection, or until nothing more comes. */
  private static String read(Socket socket) throws IOException {
    var all = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        all.append((char) c);
      }
    } catch (SocketTimeoutException keptOpen) {
      return all.toString();
    } catch (SocketException e) {
      return all.isEmpty() ? "reset" : all.toString();
    }
    return all.toString();
  }

  @Test
  @SuppressWarnings("try") // some are closed before the others
  void whoWaitsIsToldFromWhoHasGivenUp() throws Exception {
    Script script = Script.of(Part.of(1, 1, Fate.OK), Part.of(9, 1, Fate.STALL));
    try (var client = new LoadClient(server.loadUrl());
        var answered = asked("w", script, 0);
        var waits = asked("w", script, 1);
        var closes = asked("w", script, 2);
        var resets = asked("w", script, 3)) {
      assertThat(answered.getInputStream().read()).isEqualTo('H');
      await().until(() -> client.seen("w").equals(new ToldRequests.Seen(4, 3, 0)));
      closes.close();
      await().until(() -> client.seen("w").equals(new ToldRequests.Seen(4, 2, 1)));
      resets.setSoLinger(true, 0);
      resets.close();
      await().until(() -> client.seen("w").equals(new ToldRequests.Seen(4, 1, 2)));
      assertThat(client.seen("other")).isEqualTo(new ToldRequests.Seen(0, 0, 0));
      assertThat(waits.isClosed()).isFalse();
    }
  }

  /** Whoever looks at a connection must not take what the client sends next. */
  @Test
  void aConnectionThatIsLookedAtCarriesFurtherRequests() throws Exception {
    Script script = Script.of(Part.of(1, 1, Fate.OK));
    try (var client = new LoadClient(server.loadUrl());
        var lookers = Executors.newVirtualThreadPerTaskExecutor();
        var socket = asked("kept", script, 0)) {
      var over = new AtomicBoolean();
      var looking =
          lookers.submit(
              () -> {
                while (!over.get()) {
                  var _ = client.seen("kept");
                }
                return true;
              });
      socket.setSoTimeout(5_000);
      try {
        for (int request = 1; request <= 500; request++) {
          assertThat(untilLastChunk(socket)).startsWith("HTTP/1.1 200");
          ask(socket, "kept", script, request);
        }
      } finally {
        over.set(true);
      }
      assertThat(looking.get()).isTrue();
    }
  }

  private static String untilLastChunk(Socket socket) throws IOException {
    var all = new StringBuilder();
    while (all.indexOf("\r\n0\r\n\r\n") < 0) {
      int c = socket.getInputStream().read();
      assertThat(c).as("%s", all).isNotNegative();
      all.append((char) c);
    }
    return all.toString();
  }

  private static Socket asked(String group, Script script, int request) throws IOException {
    URI address = Routes.told(server.url(), group, script);
    var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    ask(socket, group, script, request);
    return socket;
  }

  private static void ask(Socket socket, String group, Script script, int request)
      throws IOException {
    URI address = Routes.told(server.url(), group, script);
    socket
        .getOutputStream()
        .write(
            "GET %s?%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(
                    address.getPath(),
                    address.getRawQuery().replace("%7Brequest%7D", Integer.toString(request)))
                .getBytes(US_ASCII));
  }

  @Test
  void aScriptIsReadAsItIsWritten() {
    Script script = Script.of(Part.of(7, 50, Fate.OK), Part.of(1, 0, Fate.HALF));
    assertThat(Script.parse(script.text())).isEqualTo(script);
    assertThat(script.text()).isEqualTo("7x50-ok_1x0-half");
    assertThat(script.requests()).isEqualTo(8);
    assertThat(script.part(6)).isEqualTo(Part.of(7, 50, Fate.OK));
    assertThat(script.part(7).fate()).isEqualTo(Fate.HALF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7x50", "7x50-late", "x50-ok", "7x50-ok__1x1-ok", "1x1-OK"})
  void whatIsNoScriptIsRefused(String text) {
    assertThatThrownBy(() -> Script.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that cannot read what a server of the user's own answers. */
@Tag("slow")
class ClientCheckTest {
  private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!";
  private static final String FOLDED =
      "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX-Long: first\r\n second\r\n\r\nHello!";
  private static final String TRAILERS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nHello!\r\n0\r\nX-End: 1\r\n\r\n";

  private final CompletableFuture<Void> stop = new CompletableFuture<>();

  @Test
  void everyClientReadsAPlainAnswer() throws Exception {
    try (var server = new Server(PLAIN)) {
      Plan plan = plan(server, "completable-future", "virtual-threads", "reactive", "event-loop");
      assertThat(plan.oneByClient()).hasSizeGreaterThan(5);
      assertThat(Preflight.checkClients(plan, Targets.open(plan), stop).leftOut()).isEmpty();
    }
  }

  @Test
  void leavesOutTheCasesOfAClientThatFailsAtTheAnswer() throws Exception {
    assertHelidonIsLeftOut(FOLDED);
  }

  @Test
  void leavesOutTheCasesOfAClientThatFailsAtTheNextCall() throws Exception {
    assertHelidonIsLeftOut(TRAILERS);
  }

  private void assertHelidonIsLeftOut(String answer) throws Exception {
    try (var server = new Server(answer)) {
      Plan plan = plan(server, "virtual-threads");
      Plan able = Preflight.checkClients(plan, Targets.open(plan), stop);
      assertThat(able.leftOut())
          .singleElement()
          .asString()
          .startsWith("virtual-threads helidon, get: helidon fails (1 of 1 requests failed");
      assertThat(able.oneByClient()).extracting(shot -> shot.client()).containsExactly("okhttp");
      assertThat(able.shots())
          .isEqualTo(plan.shots().stream().filter(shot -> shot.client().equals("okhttp")).toList());
    }
  }

  @Test
  void refusesAPlanOfWhichNoCaseIsLeft() throws Exception {
    try (var server = new Server("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")) {
      Plan plan = plan(server, "virtual-threads");
      assertThatThrownBy(() -> Preflight.checkClients(plan, Targets.open(plan), stop))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("No case is left to measure: virtual-threads")
          .hasMessageContaining("HTTP status 500");
    }
  }

  @Test
  void endsWhenTheRunIsToldToEnd() throws Exception {
    try (var server = OwnServer.never()) {
      Plan plan = Asked.of("smoke", "virtual-threads").url(server.url()).plan();
      stop.complete(null);
      assertThatThrownBy(() -> Preflight.checkClients(plan, Targets.open(plan), stop))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("interrupted");
    }
  }

  private static Plan plan(Server server, String... models) {
    return Asked.of("everything", models).requests(2).delayMs(3_000).url(server.url()).plan();
  }

  /** Gives every request the same answer. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Server(String answer) throws IOException {
      Thread.ofVirtual().start(() -> accept(answer));
    }

    private void accept(String answer) {
      try {
        while (true) {
          Socket connection = socket.accept();
          Thread.ofVirtual().start(() -> serve(connection, answer));
        }
      } catch (SocketException e) {
        // closed: the test is over
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void serve(Socket connection, String answer) {
      try (connection) {
        var requests =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
          if (line.isEmpty()) {
            connection.getOutputStream().write(answer.getBytes(US_ASCII));
          }
        }
      } catch (IOException e) {
        // the client went away
      }
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

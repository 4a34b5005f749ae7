package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerAddressTest {
  private static final InetAddress DEAD = address(127, 0, 0, 2);
  private static final InetAddress ALIVE = address(127, 0, 0, 1);

  @Test
  void isTheFirstThatTakesConnections() throws Exception {
    try (var server = new ScriptedServer(ALIVE)) {
      var to = to("http://localhost:%d/".formatted(server.port()));
      assertThat(ServerAddress.reachable(List.of(DEAD, ALIVE), to)).isEqualTo(ALIVE);
    }
  }

  @Test
  void isTheFirstIfNoneDoes() {
    assertThat(ServerAddress.reachable(List.of(DEAD, ALIVE), to("http://localhost:1/")))
        .isEqualTo(DEAD);
  }

  @Test
  void isNotChosenWhereThereIsNoChoice() {
    assertThat(ServerAddress.chosen(to("http://127.0.0.1:1/"))).isEmpty();
    assertThat(ServerAddress.chosen(to("http://unknown.invalid:1/"))).isEmpty();
  }

  private static HttpBackend to(String url) {
    return new HttpBackend(URI.create(url), Duration.ofSeconds(5));
  }

  private static InetAddress address(int... bytes) {
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2], (byte) bytes[3]});
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

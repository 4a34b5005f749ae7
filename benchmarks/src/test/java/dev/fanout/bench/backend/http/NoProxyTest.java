package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.http.ClientsTest.Client;
import dev.fanout.bench.backend.http.ClientsTest.Subject;
import dev.fanout.bench.backend.http.ScriptedServer.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No client obeys a proxy that the JVM was given; alone, since the whole JVM is given it. */
@Isolated
@Timeout(30)
class NoProxyTest {
  static Stream<Subject> clients() {
    return ClientsTest.clients();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void obeyNoProxyOfTheSystemProperties(Subject subject) throws Exception {
    Map<String, String> proxies =
        Map.of(
            "http.proxyHost", "proxy.invalid",
            "http.nonProxyHosts", "",
            "socksProxyHost", "proxy.invalid",
            "socksNonProxyHosts", "");
    var answer = new Reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!", false);
    try (var server = new ScriptedServer(answer)) {
      proxies.forEach(System::setProperty);
      try (Client client = subject.open(server, Duration.ofSeconds(10))) {
        assertThat(client.get().text()).isEqualTo("Hello!");
      } finally {
        proxies.keySet().forEach(System::clearProperty);
      }
    }
  }
}

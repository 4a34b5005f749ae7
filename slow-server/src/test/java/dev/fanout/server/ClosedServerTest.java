package dev.fanout.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks gets the routes, and nothing else that WireMock could do. */
@Tag("slow")
class ClosedServerTest {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final String STUB =
      "{\"priority\":1,\"request\":{\"urlPath\":\"/\"},\"response\":{\"body\":\"Stolen!\"}}";

  private static SlowServer server;

  @BeforeAll
  static void start() {
    server = SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void givesItsLoadToThoseWhoKnowTheToken() throws IOException {
    String load = server.loadUrl().getRawPath() + "?" + server.loadUrl().getRawQuery();
    assertThat(ask("DELETE", load)).startsWith("HTTP/1.1 204 ");
    assertThat(ask("GET", load))
        .startsWith("HTTP/1.1 200 ")
        .contains("application/json", "\"served\"")
        .doesNotContain("Access-Control-Allow");
    assertThat(ask("OPTIONS", load)).doesNotContain("Access-Control-Allow");
    assertThat(ask("POST", load)).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void eachServerHasItsOwnToken() {
    try (var other =
        SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0))) {
      assertThat(other.loadUrl().getQuery()).isNotEqualTo(server.loadUrl().getQuery());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/__admin",
        "/__admin/",
        "/__admin/load",
        "/__admin/load?token=",
        "/__admin/load?token=00000000-0000-0000-0000-000000000000",
        "/__admin/load/",
        "/__admin/load/../mappings",
        "/__admin/load;/mappings",
        "/__admin/mappings",
        "/__admin/mappings/new",
        "/__admin/mappings/save",
        "/__admin/files/x",
        "/__admin/requests",
        "/__admin/settings",
        "/__admin/scenarios",
        "/__admin/recordings/start",
        "/__admin/docs",
        "/__admin/webapp/index.html",
        "/__admin/certs/wiremock-ca.crt",
        "/__admin/health",
        "/__admin/version",
        "/__admin/shutdown",
        "//__admin/mappings",
        "/./__admin/mappings",
        "/x/../__admin/mappings",
        "/warm-up/../__admin/mappings",
        "/%5f%5fadmin/mappings",
        "/%5F%5Fadmin/mappings",
        "/__admin/%6dappings",
        "/__admin%2fmappings",
        "/x/%2e%2e/__admin/mappings",
        "/x/..;/__admin/mappings",
        "/__admin;x=y/mappings",
        "http://127.0.0.1/__admin/mappings",
        "http://example.com/__admin/mappings",
        "http://example.com/x",
        "/__files/file.txt",
        "/file.txt",
        "/__files/../mappings/of-another-project.json",
        "/..//..//pom.xml",
      })
  void offersNothingElse(String target) throws IOException {
    for (String method : METHODS) {
      assertThat(ask(method, target))
          .as(method)
          .containsPattern("^HTTP/1.1 (4\\d\\d|501) ")
          .doesNotContain("Access-Control-Allow");
    }
    assertThat(ask("OPTIONS", target)).doesNotContain("Access-Control-Allow");
    assertThat(ask("GET", "/")).endsWith("Hello!");
  }

  @Test
  void readsNoMappingsFromTheCurrentFolder() throws IOException {
    Path mappings = Path.of("src", "test", "resources", "mappings", "of-another-project.json");
    assertThat(Files.readString(mappings)).contains("\".*\"");
    assertThat(ask("GET", "/")).endsWith("Hello!");
    assertThat(ask("GET", "/other")).startsWith("HTTP/1.1 404 ");
  }

  /** By hand, since clients put the targets that are tried here in order. */
  private static String ask(String method, String target) throws IOException {
    URI url = server.url();
    String request =
        "%s %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://example.com\r\nConnection: close\r\n"
                .formatted(method, target, url.getRawAuthority())
            + "Access-Control-Request-Method: POST\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s".formatted(STUB.length(), STUB);
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}

package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fanout.bench.backend.http.ClientsTest.Client;
import dev.fanout.bench.backend.http.ClientsTest.Subject;
import dev.fanout.bench.backend.http.answer.Statuses;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which certificates each client trusts. */
@Tag("slow")
@Timeout(30)
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir static Path folder = Path.of("");
  private static Trust.Authorities authorities = new Trust.Authorities("");
  private static HttpsServer right;
  private static HttpsServer ofAnotherHost;

  @BeforeAll
  static void start() throws Exception {
    right = server("127.0.0.1");
    ofAnotherHost = server("192.0.2.1");
    var pem = new StringBuilder();
    for (String address : List.of("127.0.0.1", "192.0.2.1")) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder()
                  .encodeToString(store(address).getCertificate("server").getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    authorities = Trust.Authorities.of(pem.toString().getBytes(US_ASCII));
  }

  @AfterAll
  static void stop() {
    right.stop(0);
    ofAnotherHost.stop(0);
  }

  static Stream<Subject> clients() {
    return ClientsTest.clients();
  }

  /** All but Helidon's, which waits; such a server is refused before. */
  static Stream<Subject> clientsThatTell() {
    return clients().filter(subject -> !subject.client().equals("helidon"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aCertificateOfANamedAuthorityIsTrusted(Subject subject) throws Exception {
    try (Client client = open(subject, right, authorities)) {
      assertThat(client.get().text()).isEqualTo("Hello!");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void anyCertificateIsTrustedWhereThatIsAskedFor(Subject subject) throws Exception {
    for (HttpsServer server : List.of(right, ofAnotherHost)) {
      try (Client client = open(subject, server, new Trust.Anybody())) {
        assertThat(client.get().text()).isEqualTo("Hello!");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void anotherCertificateIsRefusedInASentenceThatNamesTheOption(Subject subject) throws Exception {
    try (Client client = open(subject, right, new Trust.Jdk())) {
      assertThat(client.status(PATIENT))
          .isEqualTo(
              "a certificate that is not trusted: name the file with the certificate of its"
                  + " authority with --cacert, or give --insecure");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theCertificateOfAnotherHostIsRefused(Subject subject) throws Exception {
    try (Client client = open(subject, ofAnotherHost, authorities)) {
      assertThat(client.status(PATIENT))
          .isEqualTo("a certificate of another host: correct the address, or give" + " --insecure");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aServerThatAgreesIsCalledByHttp2(Subject subject) throws Exception {
    try (Http2Server server = Http2Server.secure(keys("127.0.0.1"))) {
      try (Client client = open(subject, server.url(), authorities, HttpVersion.HTTP_2)) {
        assertThat(client.get().text()).isEqualTo("Hello!");
      }
      assertThat(server.came()).isEqualTo(1);
      try (Client client = open(subject, server.url(), new Trust.Jdk(), HttpVersion.HTTP_2)) {
        assertThat(client.status(PATIENT)).startsWith("a certificate that is not trusted");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clientsThatTell")
  void aServerThatDoesNotAgreeIsNotCalledByHttp1Instead(Subject subject) throws Exception {
    try (Client client = open(subject, url(right), authorities, HttpVersion.HTTP_2)) {
      assertThat(client.status(PATIENT))
          .isEqualTo(
              subject.client().equals("httpclient5") // which speaks HTTP/2 alone
                  ? "RequestNotExecutedException: Connection is closed"
                  : "the answer came by HTTP/1.1, and not by HTTP/2");
    }
  }

  @Test
  void whatAServerSpeaksIsAskedBeforehand() throws Exception {
    try (Http2Server secure = Http2Server.secure(keys("127.0.0.1"));
        var clear = new Http2Server(100, 1)) {
      assertThat(backend(secure.url(), authorities, HttpVersion.HTTP_2).http2Obstacle()).isEmpty();
      assertThat(backend(clear.url(), new Trust.Jdk(), HttpVersion.HTTP_2).http2Obstacle())
          .isEmpty();
    }
    assertThat(backend(url(right), authorities, HttpVersion.HTTP_2).http2Obstacle())
        .contains("by TLS it chose no version");
    assertThat(backend(url(right), authorities, HttpVersion.HTTP_1_1).http2Obstacle()).isEmpty();
    try (var http1 =
        new ScriptedServer(new ScriptedServer.Reply("HTTP/1.1 400 Bad Request\r\n\r\n", true))) {
      assertThat(backend(http1.url(), new Trust.Jdk(), HttpVersion.HTTP_2).http2Obstacle())
          .contains("in clear text it does not answer the preface of HTTP/2");
    }
  }

  @Test
  void aFileWithoutCertificateIsRefused() {
    assertThatThrownBy(() -> Trust.Authorities.of("no certificate".getBytes(US_ASCII)))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Trust.Authorities.of(new byte[0]))
        .isInstanceOf(CertificateException.class);
  }

  private static Client open(Subject subject, HttpsServer server, Trust trust) {
    return open(subject, url(server), trust, HttpVersion.HTTP_1_1);
  }

  private static Client open(Subject subject, URI url, Trust trust, HttpVersion version) {
    return subject.open(backend(url, trust, version));
  }

  private static URI url(HttpsServer server) {
    return URI.create("https://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
  }

  private static HttpBackend backend(URI url, Trust trust, HttpVersion version) {
    var form =
        new RequestForm(
            HttpCall.Method.GET, List.of(), "", List.of(), Statuses.SUCCESS, null, trust);
    return new HttpBackend(url, null, PATIENT, form, null, version);
  }

  private static HttpsServer server(String address) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-ext",
                "san=ip:" + address,
                "-keystore",
                folder.resolve(address).toString(),
                "-storepass",
                new String(PASSWORD),
                "-J-XX:TieredStopAtLevel=1")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    var context = SSLContext.getInstance("TLS");
    context.init(keys(address).getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write("Hello!".getBytes(US_ASCII));
          exchange.close();
        });
    server.start();
    return server;
  }

  private static KeyManagerFactory keys(String address) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(address), PASSWORD);
    return keys;
  }

  private static KeyStore store(String address) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(address))) {
      store.load(in, PASSWORD);
    }
    return store;
  }
}

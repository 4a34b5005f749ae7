package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The question whether a server speaks HTTP/2, asked on a connection of its own. */
final class Http2Check {
  private static final String ALPN = "h2";

  /** What a client begins with, and settings that are all as usual. */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(US_ASCII);

  private static final int FRAME_HEADER = 9;
  private static final int TYPE = 3;
  private static final int SETTINGS = 4;

  private Http2Check() {}

  /**
   * Why it does not, as far as that shows; empty if it does, or cannot be asked. What else is wrong
   * with the server is said by the calls that come next.
   */
  static Optional<String> obstacle(HttpBackend to) {
    InetAddress address;
    try {
      address = ServerAddress.chosen(to).orElse(InetAddress.getByName(to.url().getHost()));
    } catch (IOException e) {
      return Optional.empty();
    }
    try (var socket = new Socket(address, to.port())) {
      socket.setSoTimeout(Math.toIntExact(to.timeout().toMillis()));
      return to.isSecure() ? negotiated(socket, to) : answered(socket);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** By TLS the server chooses, before anything is sent. */
  private static Optional<String> negotiated(Socket socket, HttpBackend to) throws IOException {
    try (var secure =
        (SSLSocket)
            context(to)
                .getSocketFactory()
                .createSocket(socket, to.url().getHost(), to.port(), true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {ALPN, "http/1.1"});
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      String chosen = secure.getApplicationProtocol();
      return ALPN.equals(chosen)
          ? Optional.empty()
          : Optional.of(
              "by TLS it chose " + (chosen.isEmpty() ? "no version" : "'%s'".formatted(chosen)));
    }
  }

  private static SSLContext context(HttpBackend to) {
    try {
      return to.tls().isPresent() ? to.tls().get().context() : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /**
   * In clear text it answers the client's preface with its own settings, or with something else.
   */
  private static Optional<String> answered(Socket socket) throws IOException {
    socket.getOutputStream().write(PREFACE);
    byte[] answer = socket.getInputStream().readNBytes(FRAME_HEADER);
    return answer.length == FRAME_HEADER && answer[TYPE] == SETTINGS
        ? Optional.empty()
        : Optional.of("in clear text it does not answer the preface of HTTP/2");
  }
}

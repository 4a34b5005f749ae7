package dev.fanout.bench.backend.http;

import java.lang.Runtime.Version;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * Something that a client's library cannot do, or does in its own way, and no setting changes.
 *
 * <p>docs/clients.md lists them; tests hold each against the client.
 */
public enum ClientLimit {
  PROXY_STATUS("okhttp", "fails, with a message about proxies, at an answer with status 407"),
  JDK_OTHER_CONNECTION(
      "jdk",
      "does not tell which connection it used: after the server closed kept connections, a GET on a"
          + " new connection may be sent twice if the server closes that one too"),
  JDK_FIRST_ADDRESS("jdk", "connects by https only to the first address of a host"),
  JDK_TRAILERS("jdk", "fails at an answer with trailers, from JDK 25.0.5 on") {
    @Override
    boolean holds() {
      return Runtime.version().compareToIgnoreOptional(Version.parse("25.0.5")) >= 0;
    }
  },
  APACHE_LENGTH_TWICE("httpclient5", "fails at the same Content-Length twice"),
  APACHE_NO_RESET(
      "httpclient5", "does not tell the server of a call by HTTP/2 that it has given up"),
  HELIDON_INTERIM("helidon", "fails at an interim answer (100, 102, 103) before the answer"),
  HELIDON_EXTENSIONS("helidon", "fails at chunks with extensions"),
  HELIDON_TRAILERS(
      "helidon",
      "fails at the call after an answer with trailers that no header Trailer announces"),
  HELIDON_FOLDED("helidon", "fails at a header value that goes on in the next line"),
  HELIDON_SHORT_LINE("helidon", "fails at a status line that ends with the status"),
  HELIDON_UPGRADE("helidon", "fails at a body in an answer with the header Upgrade"),
  HELIDON_LENGTH_TWICE("helidon", "fails at the same Content-Length twice"),
  HELIDON_HEADERS("helidon", "sends Content-Length: 0 with a GET, and Connection: keep-alive"),
  HELIDON_HEAD("helidon", "closes the connection after each answer to a HEAD"),
  HELIDON_TRICKLE(
      "helidon",
      "waits for the rest of a head or of a chunk as long as each read brings a byte within the"
          + " time-out"),
  HELIDON_NO_RESET("helidon", "does not tell the server of a call by HTTP/2 that it has given up"),
  HELIDON_CLOSED(
      "helidon",
      "waits by HTTP/2 until the time-out for an answer whose connection the server has closed"),
  HELIDON_TARGET(
      "helidon",
      "cannot send a path that has a semicolon or two slashes in a row, or a query without an"
          + " equals sign") {
    @Override
    boolean forbids(URI url) {
      String query = url.getRawQuery();
      return url.getRawPath().contains(";")
          || url.getRawPath().contains("//")
          || (query != null && query.indexOf('=') < 1);
    }
  };

  private final String client;
  private final String says;

  ClientLimit(String client, String says) {
    this.client = client;
    this.says = says;
  }

  /** The client's key. */
  public String client() {
    return client;
  }

  /** What it cannot do, after the client's name. */
  public String says() {
    return says;
  }

  /** Whether it holds for the client as it is here, which may be part of the JDK. */
  boolean holds() {
    return true;
  }

  /** Whether it makes calls to that address impossible. */
  boolean forbids(URI url) {
    return false;
  }

  /** Why the client cannot be measured with that address, if it cannot. */
  static Optional<ClientLimit> forbidding(String client, URI url) {
    return Arrays.stream(values())
        .filter(limit -> limit.client.equals(client) && limit.forbids(url))
        .findFirst();
  }
}

package dev.fanout.bench.call;

import java.net.URI;
import java.time.Duration;

/**
 * Where calls go: what a client must know to be set up.
 *
 * @param url the server's slow answer; other routes lie below it
 * @param timeout how long a call may take, from connecting to the last byte; the same for all
 *     models
 */
public record Destination(URI url, Duration timeout) {
  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is not in {@link NormalForm normal form}, in which alone
   *     all clients send the same
   */
  public Destination {
    if (!isNormal(url)) {
      throw new IllegalArgumentException(
          "the address must have a host, a path and only ASCII characters, and neither a user name"
              + " nor a fragment");
    }
  }

  /** Asks no library, since it runs in measured JVMs, before the clock does. */
  private static boolean isNormal(URI url) {
    return url.getHost() != null
        && !url.getRawPath().isEmpty()
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.toString().chars().allMatch(c -> c < 128);
  }

  /** The server alone, without the parts of the address that may be secret. */
  public URI origin() {
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return URI.create("%s://%s%s/".formatted(url.getScheme(), url.getHost(), port));
  }

  /** Whether calls go by TLS. */
  boolean isSecure() {
    return isSecure(url);
  }

  private static boolean isSecure(URI url) {
    return url.getScheme().equals("https");
  }

  /** The port, whether or not the address names it. */
  int port() {
    return portOf(url);
  }

  /** The port of an address, whether or not it names one. */
  static int portOf(URI url) {
    int usual = isSecure(url) ? 443 : 80;
    return url.getPort() == -1 ? usual : url.getPort();
  }
}

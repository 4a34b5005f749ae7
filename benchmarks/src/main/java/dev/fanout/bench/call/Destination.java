package dev.fanout.bench.call;

import java.net.URI;
import java.time.Duration;

/**
 * Where calls go: what a client must know to be set up.
 *
 * @param url the server's slow answer; other routes lie below it
 * @param timeout how long to wait for an answer, the same for all models
 */
public record Destination(URI url, Duration timeout) {
  /** The server alone, without the parts of the address that may be secret. */
  public URI origin() {
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return URI.create("%s://%s%s/".formatted(url.getScheme(), url.getHost(), port));
  }

  /** Whether calls go by TLS. */
  boolean isSecure() {
    return url.getScheme().equals("https");
  }
}

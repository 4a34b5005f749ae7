package dev.fanout.bench.backend;

import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What is wrong with a server's certificate, if that is why a call failed. */
public enum CertificateTrouble {
  /** Nobody who is trusted has signed it. */
  NOT_TRUSTED,
  /** It is that of another host. */
  OTHER_HOST;

  /** That of a failure, however a library wrapped it; empty if the failure is another one. */
  public static Optional<CertificateTrouble> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      boolean named =
          message.startsWith("No subject alternative") || message.startsWith("No name matching");
      if (cause instanceof SSLPeerUnverifiedException || named) {
        return Optional.of(OTHER_HOST);
      }
      if (cause instanceof CertificateException) {
        return Optional.of(NOT_TRUSTED);
      }
    }
    return Optional.empty();
  }

  /** The same in a sentence, of a server that is trusted as the JDK trusts. */
  public String of(Endpoint at) {
    return switch (this) {
      case NOT_TRUSTED ->
          "%s has a certificate that the JDK does not trust: name a trust store that has its authority with JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE."
              .formatted(at);
      case OTHER_HOST ->
          "%s has the certificate of another host: correct %s.".formatted(at, at.option());
    };
  }
}

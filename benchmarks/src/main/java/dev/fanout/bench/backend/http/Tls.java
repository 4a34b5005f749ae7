package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.CertificateTrouble;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * How connections by TLS trust their server, where that is not as the JDK does.
 *
 * @param manager decides
 * @param context uses the manager
 * @param trustsAnybody whether any certificate will do, for any host
 */
record Tls(X509TrustManager manager, SSLContext context, boolean trustsAnybody) {
  private static final String TRUST =
      "a certificate that is not trusted: name the file with the certificate of its authority"
          + " with --cacert, or give --insecure";
  private static final String HOST =
      "a certificate of another host: correct the address, or give --insecure";

  /** That of clients which trust so; empty where they trust whom the JDK trusts. */
  static Optional<Tls> of(Trust trust) {
    return switch (trust) {
      case Trust.Jdk _ -> Optional.empty();
      case Trust.Anybody _ -> Optional.of(by(new TrustsAnybody(), true));
      case Trust.Authorities authorities -> Optional.of(by(manager(authorities), false));
    };
  }

  private static Tls by(X509TrustManager manager, boolean trustsAnybody) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return new Tls(manager, context, trustsAnybody);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static X509TrustManager manager(Trust.Authorities authorities) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : authorities.certificates()) {
        store.setCertificateEntry("authority " + store.size(), each);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .flatMap(
              each ->
                  each instanceof X509TrustManager manager ? Stream.of(manager) : Stream.empty())
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e); // the certificates were read before
    }
  }

  /** What is wrong with the server's certificate, if that is why a call failed. */
  static Optional<String> trouble(Throwable failure) {
    return CertificateTrouble.of(failure)
        .map(
            trouble ->
                switch (trouble) {
                  case NOT_TRUSTED -> TRUST;
                  case OTHER_HOST -> HOST;
                });
  }

  /** As it is an extended one, the JDK adds no check of the host to it. */
  private static final class TrustsAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

package dev.fanout.bench.backend.http;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which certificates of a server are trusted. */
public sealed interface Trust {
  /** The setting with the certificates of authorities. */
  String AUTHORITIES = "authorities";

  /** The setting that has any certificate trusted. */
  String INSECURE = "insecure";

  /** What a JVM needs to be told of it. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** That of settings. */
  static Trust of(Map<String, String> settings) {
    String encoded = settings.get(AUTHORITIES);
    if (settings.containsKey(INSECURE)) {
      return new Anybody();
    }
    return encoded == null ? new Jdk() : new Authorities(encoded);
  }

  /** Those that the JDK trusts. */
  record Jdk() implements Trust {}

  /** Any, for any host. */
  record Anybody() implements Trust {
    @Override
    public Map<String, String> settings() {
      return Map.of(INSECURE, "true");
    }
  }

  /**
   * Those that these authorities have signed, and their own.
   *
   * @param encoded their certificates, the bytes of the file in Base64
   */
  record Authorities(String encoded) implements Trust {
    /**
     * Those of a file, in PEM or DER.
     *
     * @throws CertificateException if there is no certificate in it
     */
    public static Authorities of(byte[] file) throws CertificateException {
      var authorities = new Authorities(Base64.getEncoder().encodeToString(file));
      if (authorities.certificates().isEmpty()) {
        throw new CertificateException("there is none in it");
      }
      return authorities;
    }

    Collection<? extends Certificate> certificates() throws CertificateException {
      return List.copyOf(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Base64.getDecoder().decode(encoded))));
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(AUTHORITIES, encoded);
    }
  }
}

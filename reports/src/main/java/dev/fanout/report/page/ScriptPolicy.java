package dev.fanout.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A content security policy: the given scripts, styles of the page itself, and nothing else. */
final class ScriptPolicy {
  private ScriptPolicy() {}

  static String of(List<String> scripts) {
    return "default-src 'none'; style-src 'unsafe-inline'; script-src "
        + scripts.stream().map(ScriptPolicy::hash).collect(Collectors.joining(" "));
  }

  private static String hash(String script) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

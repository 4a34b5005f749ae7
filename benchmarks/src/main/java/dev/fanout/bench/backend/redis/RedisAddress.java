package dev.fanout.bench.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.MaskedText;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server; as text it is without its password.
 *
 * @param secure whether connections go by TLS
 * @param server its name or address, without brackets
 * @param port its port
 * @param user whom it knows the password of; absent for the default user
 * @param password absent where it asks for none
 * @param database the number of the database
 */
public record RedisAddress(
    boolean secure,
    String server,
    int port,
    @Nullable String user,
    @Nullable String password,
    int database)
    implements Endpoint {
  /** The setting that holds the true form of the address. */
  static final String URL = "url";

  private static final int USUAL_PORT = 6379;
  private static final int LARGEST_PORT = 65_535;
  private static final int SHORTEST = 6; // a shorter secret is likely to be part of a word
  private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,4}");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is not one; the message is masked
   */
  public static RedisAddress of(String trueForm) {
    try {
      URI uri = URI.create(trueForm.strip());
      boolean secure = "rediss".equals(uri.getScheme());
      String host = uri.getHost();
      if (host != null
          && (secure || "redis".equals(uri.getScheme()))
          && uri.getPort() <= LARGEST_PORT
          && DATABASE.matcher(uri.getRawPath()).matches()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        String[] user = uri.getRawUserInfo() == null ? null : uri.getRawUserInfo().split(":", 2);
        String number = uri.getRawPath().replace("/", "");
        return new RedisAddress(
            secure,
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
            uri.getPort() == -1 ? USUAL_PORT : uri.getPort(),
            user == null || user[0].isEmpty() ? null : decoded(user[0]),
            user == null || user.length == 1 ? null : decoded(user[1]),
            number.isEmpty() ? 0 : Integer.parseInt(number));
      }
    } catch (IllegalArgumentException e) {
      // said below, alike for whatever is not an address of Redis
    }
    throw new IllegalArgumentException(
        "'%s' is not the address of a Redis server, such as redis://127.0.0.1:6379/0"
            .formatted(MaskedText.ofAddress(trueForm)));
  }

  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** The same, with a password that was given elsewhere, unless it has one. */
  public RedisAddress with(@Nullable String otherUser, @Nullable String otherPassword) {
    return new RedisAddress(
        secure,
        server,
        port,
        user == null ? otherUser : user,
        password == null ? otherPassword : password,
        database);
  }

  @Override
  public String backend() {
    return RedisType.KEY;
  }

  @Override
  public String workload() {
    return WorkloadKind.REDIS.key();
  }

  @Override
  public Optional<String> host() {
    return Optional.of(server);
  }

  @Override
  public Map<String, String> settings() {
    String userInfo =
        password == null && user == null
            ? ""
            : (user == null ? "" : encoded(user))
                + (password == null ? "" : ":" + encoded(password))
                + "@";
    return Map.of(URL, "%s://%s%s".formatted(scheme(), userInfo, place()));
  }

  @Override
  public String option() {
    return "--redis-url";
  }

  @Override
  public String mask(String text) {
    String masked = text;
    if (password != null && password.length() >= SHORTEST) {
      masked =
          masked.replace(password, MaskedText.MASK).replace(encoded(password), MaskedText.MASK);
    }
    return MaskedText.of(masked);
  }

  private String scheme() {
    return secure ? "rediss" : "redis";
  }

  private String place() {
    return "%s:%d%s"
        .formatted(
            server.contains(":") ? "[" + server + "]" : server,
            port,
            database == 0 ? "" : "/" + database);
  }

  @Override
  public String toString() {
    return "%s://%s".formatted(scheme(), place());
  }
}

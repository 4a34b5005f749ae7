package dev.fanout.bench.backend.mariadb;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.MaskedText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a MariaDB or MySQL server; as text it is without its password.
 *
 * @param server its name or address, without brackets
 * @param port its port
 * @param database the database that connections use; may be empty
 * @param sslMode how connections are made secure, as the drivers call it
 * @param user whom it knows
 * @param password absent where it asks for none
 */
public record MariaDbAddress(
    String server,
    int port,
    String database,
    String sslMode,
    String user,
    @Nullable String password)
    implements Endpoint {
  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:(?:mariadb|mysql)://(\\[[0-9a-fA-F:.]+]|[\\w.-]+)(?::(\\d{1,5}))?(?:/([\\w$-]*))?"
              + "(?:\\?sslMode=(disable|trust|verify-ca|verify-full))?");
  private static final String USUAL_PORT = "3306";
  private static final int LARGEST_PORT = 65_535;
  private static final int SHORTEST = 6; // a shorter secret is likely to be part of a word

  private static final String USER = "user";
  private static final String PASSWORD = "password";
  private static final String URL = "url";

  /**
   * Reads an address, as JDBC writes it.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static MariaDbAddress of(String url) {
    Matcher form = FORM.matcher(url.strip());
    String port = form.matches() ? Objects.requireNonNullElse(form.group(2), USUAL_PORT) : "";
    if (!form.matches() || Integer.parseInt(port) > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "'%s' is not the address of a database, such as jdbc:mariadb://127.0.0.1:3306/test or the same with ?sslMode=trust; user and password are given apart"
              .formatted(MaskedText.ofAddress(url)));
    }
    return new MariaDbAddress(
        form.group(1).replace("[", "").replace("]", ""),
        Integer.parseInt(port),
        Objects.requireNonNullElse(form.group(3), ""),
        Objects.requireNonNullElse(form.group(4), "disable"),
        "",
        null);
  }

  /** That of settings, as {@link #settings} wrote them. */
  static MariaDbAddress of(Map<String, String> settings) {
    String url = settings.get(URL);
    return of(Objects.requireNonNull(url, "no address was given"))
        .with(settings.getOrDefault(USER, ""), settings.get(PASSWORD));
  }

  /** The same for that user. */
  public MariaDbAddress with(String otherUser, @Nullable String otherPassword) {
    return new MariaDbAddress(server, port, database, sslMode, otherUser, otherPassword);
  }

  @Override
  public String backend() {
    return MariaDbType.KEY;
  }

  @Override
  public String workload() {
    return WorkloadKind.MARIADB.key();
  }

  @Override
  public Optional<String> host() {
    return Optional.of(server);
  }

  @Override
  public Map<String, String> settings() {
    var settings = new HashMap<>(Map.of(URL, toString(), USER, user));
    if (password != null) {
      settings.put(PASSWORD, password);
    }
    return settings;
  }

  @Override
  public String option() {
    return "--jdbc-url";
  }

  @Override
  public String mask(String text) {
    return MaskedText.of(
        password == null || password.length() < SHORTEST
            ? text
            : text.replace(password, MaskedText.MASK));
  }

  @Override
  public String toString() {
    return "jdbc:mariadb://%s:%d/%s%s"
        .formatted(
            server.contains(":") ? "[" + server + "]" : server,
            port,
            database,
            sslMode.equals("disable") ? "" : "?sslMode=" + sslMode);
  }
}

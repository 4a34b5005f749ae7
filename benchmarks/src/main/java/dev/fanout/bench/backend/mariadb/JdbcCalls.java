package dev.fanout.bench.backend.mariadb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.CertificateTrouble;
import dev.fanout.bench.backend.FailedCall;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.server.TimeSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Driver;

/** JDBC, which blocks: MariaDB Connector/J behind HikariCP. */
record JdbcCalls(HikariDataSource pool) implements BlockingCalls {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+.*");

  /** Has HikariCP open its connections by as many threads as there are cores, before it is used. */
  private static final String FILL = "com.zaxxer.hikari.blockUntilFilled";

  /** How long a pool may take to open its connections, and how much longer for each. */
  private static final Duration TO_OPEN = Duration.ofSeconds(10);

  private static final Duration EACH = Duration.ofMillis(50);

  /** A connection broke, by the class of its SQL state. */
  private static final String BROKEN = "08";

  /** Ready for so many calls at once, with all connections of its pool open. */
  static JdbcCalls open(MariaDbBackend server, int inFlight) {
    return open(server, inFlight, TO_OPEN.plus(EACH.multipliedBy(server.pool(inFlight))));
  }

  /** The same, if all connections are open within that time. */
  static JdbcCalls open(MariaDbBackend server, int inFlight, Duration patience) {
    int size = server.pool(inFlight);
    var config = new HikariConfig();
    config.setDriverClassName(Driver.class.getName()); // the driver is in a folder of its own
    config.setJdbcUrl(server.at().toString());
    config.setDataSourceProperties(properties(server.at(), server.timeout()));
    config.setMaximumPoolSize(size); // by default 10
    config.setMinimumIdle(size);
    config.setConnectionTimeout(server.timeout().toMillis()); // by default 30 s
    config.setInitializationFailTimeout(patience.toMillis());
    System.setProperty(FILL, "true"); // else by one thread, which sleeps after each, for 30 ms
    try {
      var pool = new HikariDataSource(config);
      if (pool.getHikariPoolMXBean().getTotalConnections() < size) {
        pool.close();
        throw new SQLException("not all were open after " + TimeSpan.text(patience));
      }
      return new JdbcCalls(pool);
    } catch (SQLException | RuntimeException e) {
      throw NotOpenedException.ofConnections(server.at(), size, e);
    }
  }

  private static Properties properties(MariaDbAddress at, Duration timeout) {
    var properties = new Properties();
    properties.setProperty("user", at.user());
    if (at.password() != null) {
      properties.setProperty("password", at.password());
    }
    properties.setProperty("sslMode", at.sslMode());
    properties.setProperty("connectTimeout", Long.toString(timeout.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(timeout.toMillis()));
    return properties;
  }

  @Override
  public Outcome make(Call call) {
    var asked = (MariaDbCall) call;
    Connection taken;
    try {
      taken = pool.getConnection();
    } catch (SQLException e) {
      return unlessInterrupted(FailedCall.notConnected(e, asked.timeout()));
    }
    try (Connection connection = taken;
        PreparedStatement statement = connection.prepareStatement(MariaDbCall.SQL)) {
      statement.setDouble(1, asked.seconds());
      statement.setInt(2, asked.request());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? asked.outcome(rows.getInt(1), rows.getInt(2), rows.getString(3), rows.getInt(4))
            : MariaDbCall.noRow();
      }
    } catch (SQLException e) {
      return unlessInterrupted(
          String.valueOf(e.getSQLState()).startsWith(BROKEN)
              ? FailedCall.lost(e, asked.timeout())
              : asked.failed(e));
    }
  }

  private static Outcome unlessInterrupted(Outcome failed) {
    return Thread.currentThread().isInterrupted() ? new Outcome.Cancelled() : failed;
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Why so many connections at once cannot be measured there; empty if they can. */
  static Optional<String> obstacle(MariaDbBackend server, int connectionsAtOnce) {
    MariaDbAddress at = server.at();
    try (Connection connection = connect(at);
        PreparedStatement statement =
            connection.prepareStatement("SELECT VERSION(), @@max_connections");
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next() || !VERSION.matcher(rows.getString(1)).matches()) {
        return Optional.of("%s does not say which version of MariaDB it is.".formatted(at));
      }
      int allowed = rows.getInt(2);
      return allowed > connectionsAtOnce
          ? Optional.empty()
          : Optional.of(
              "%s takes %d connections (max_connections), and %d are needed: raise it there, or lower --requests, --sizes, --max-size or --connections."
                  .formatted(at, allowed, connectionsAtOnce + 1));
    } catch (SQLException e) {
      return Optional.of(
          CertificateTrouble.of(e)
              .map(trouble -> trouble.of(at))
              .orElseGet(
                  () ->
                      "%s does not answer (%s): start the server, or correct %s, --db-user or the password."
                          .formatted(at, at.mask(FailureText.of(e)), at.option())));
    }
  }

  private static Connection connect(MariaDbAddress at) throws SQLException {
    return new Driver().connect(at.toString(), properties(at, Duration.ofSeconds(10)));
  }

  /** The most connections for which there is no obstacle; empty if it does not answer. */
  static OptionalInt mostConnections(MariaDbBackend server) {
    try (Connection connection = connect(server.at());
        PreparedStatement statement = connection.prepareStatement("SELECT @@max_connections");
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? OptionalInt.of(rows.getInt(1) - 1) : OptionalInt.empty();
    } catch (SQLException e) {
      return OptionalInt.empty();
    }
  }
}

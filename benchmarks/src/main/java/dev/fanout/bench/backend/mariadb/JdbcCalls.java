package dev.fanout.bench.backend.mariadb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Driver;

/** JDBC, which blocks: MariaDB Connector/J behind HikariCP. */
record JdbcCalls(HikariDataSource pool) implements BlockingCalls {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+.*");

  /** Ready for so many calls at once, with all connections of its pool open. */
  static JdbcCalls open(MariaDbBackend server, int inFlight) {
    int size = server.pool(inFlight);
    var config = new HikariConfig();
    config.setDriverClassName(Driver.class.getName()); // the driver is in a folder of its own
    config.setJdbcUrl(server.at().toString());
    config.setDataSourceProperties(properties(server.at(), server.timeout()));
    config.setMaximumPoolSize(size); // by default 10
    config.setMinimumIdle(size);
    config.setConnectionTimeout(server.timeout().toMillis()); // by default 30 s
    try {
      var pool = new HikariDataSource(config);
      try {
        connectAll(pool, size);
        return new JdbcCalls(pool);
      } catch (SQLException e) {
        pool.close();
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      throw new IllegalStateException(FailureText.of(e), e);
    }
  }

  /** It opens them in the background, one after another. */
  private static void connectAll(HikariDataSource pool, int size) throws SQLException {
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        all.add(pool.getConnection());
      }
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
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
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(MariaDbCall.SQL)) {
      statement.setDouble(1, asked.seconds());
      statement.setInt(2, asked.request());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? asked.outcome(rows.getInt(1), rows.getInt(2), rows.getString(3), rows.getInt(4))
            : MariaDbCall.noRow();
      }
    } catch (SQLException e) {
      return Thread.currentThread().isInterrupted() ? new Outcome.Cancelled() : asked.failed(e);
    }
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
          "%s does not answer (%s): start the server, or correct %s, --db-user or the password."
              .formatted(at, at.mask(FailureText.of(e)), at.option()));
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

package dev.fanout.bench.backend.mariadb;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.NamedClient;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.ServerToStart;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import java.util.List;
import java.util.Optional;

/** MariaDB; links no library of it before it is opened, since it is loaded into every cold JVM. */
@AutoService(BackendType.class)
public final class MariaDbType implements BackendType {
  /** Its key. */
  public static final String KEY = "mariadb";

  /** The blocking client: MariaDB Connector/J behind HikariCP. */
  static final String JDBC = "jdbc";

  /** The asynchronous client: r2dbc-mariadb behind r2dbc-pool. */
  static final String R2DBC = "r2dbc";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<NamedClient> clients() {
    return List.of(
        NamedClient.blocking(JDBC)
            .pooledBy("config.setMaximumPoolSize(%1$d); // of HikariCP's HikariConfig"),
        NamedClient.async(R2DBC)
            .pooledBy("builder.maxSize(%1$d); // of r2dbc-pool's ConnectionPoolConfiguration"));
  }

  @Override
  public OpenBackend open(Opening opening) {
    return MariaDbBackend.of(opening);
  }

  @Override
  public boolean keepsConnections() {
    return true;
  }

  @Override
  public Optional<ServerToStart> startable() {
    return Optional.of(new MariaDbToStart());
  }
}

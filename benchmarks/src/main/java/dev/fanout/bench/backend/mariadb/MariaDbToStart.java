package dev.fanout.bench.backend.mariadb;

import dev.fanout.bench.backend.ServerToStart;
import dev.fanout.bench.backend.StartedServer;
import dev.fanout.bench.workload.WorkloadKind;
import java.io.IOException;

/** A MariaDB server that is started for a run. */
record MariaDbToStart() implements ServerToStart {
  @Override
  public StartedServer start() throws IOException {
    return MariaDbServer.start();
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
  public String toString() {
    return "a MariaDB server of the run's own";
  }
}

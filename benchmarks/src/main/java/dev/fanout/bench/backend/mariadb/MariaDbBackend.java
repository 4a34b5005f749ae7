package dev.fanout.bench.backend.mariadb;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.NamedClient;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.Workload;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A database, as it is called.
 *
 * @param at its address
 * @param connections the size of the pool; 0 for as many as there are calls at once
 * @param timeout how long a call may take
 */
record MariaDbBackend(MariaDbAddress at, int connections, Duration timeout) implements OpenBackend {
  /** What a call waits while a JVM warms up. */
  private static final Delay QUICK = Delay.fixed(Duration.ofMillis(5));

  /** That of an opening. */
  static MariaDbBackend of(Opening opening) {
    return new MariaDbBackend(
        MariaDbAddress.of(opening.settings()),
        Integer.parseInt(opening.settings().getOrDefault(BackendType.CONNECTIONS, "0")),
        opening.timeout());
  }

  @Override
  public Opening opening() {
    var settings = new HashMap<>(at.settings());
    settings.put(BackendType.CONNECTIONS, Integer.toString(connections));
    return new Opening(MariaDbType.KEY, settings, timeout);
  }

  @Override
  public BlockingCalls blocking(int inFlight) {
    return JdbcCalls.open(this, inFlight);
  }

  @Override
  public BlockingCalls blocking(String client, int inFlight) {
    NamedClient.require(client, MariaDbType.JDBC);
    return blocking(inFlight);
  }

  @Override
  public AsyncCalls async(String client, int inFlight) {
    NamedClient.require(client, MariaDbType.R2DBC);
    return R2dbcCalls.open(this, inFlight);
  }

  /** The size of the pool for so many calls at once. */
  int pool(int inFlight) {
    return connections == 0 ? inFlight : Math.min(connections, inFlight);
  }

  @Override
  public Optional<String> obstacle(int connectionsAtOnce) {
    return JdbcCalls.obstacle(this, connectionsAtOnce);
  }

  @Override
  public OptionalInt mostConnections() {
    return JdbcCalls.mostConnections(this);
  }

  @Override
  public boolean hasQuickAnswer() {
    return true;
  }

  @Override
  public Destination warmUp() {
    return work -> begin(work.withDelay(QUICK));
  }

  @Override
  public Workload begin(Work work) {
    if (work.kind() != WorkloadKind.MARIADB) {
      throw new IllegalArgumentException(
          "the workload %s is not asked of MariaDB".formatted(work.kind().key()));
    }
    return workload(new Specification(work, "", ""));
  }

  @Override
  public Workload workload(Specification shot) {
    return new Rows(shot, timeout);
  }

  /** A row for each request. */
  private record Rows(Specification specification, Duration timeout) implements Workload {
    @Override
    public Call call(int request, @Nullable String fact) {
      return new MariaDbCall(request, specification.work().delay(request), timeout);
    }
  }
}

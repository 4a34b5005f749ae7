package dev.fanout.bench.backend.mariadb;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailedCall;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Outcome;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.mariadb.r2dbc.MariadbConnectionConfiguration;
import org.mariadb.r2dbc.MariadbConnectionFactory;
import org.mariadb.r2dbc.SslMode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** R2DBC, which calls back: r2dbc-mariadb behind r2dbc-pool. */
record R2dbcCalls(ConnectionPool pool, LoopResources loops) implements AsyncCalls {
  /** Ready for so many calls at once, with all connections of its pool open. */
  static R2dbcCalls open(MariaDbBackend server, int inFlight) {
    MariaDbAddress at = server.at();
    int size = server.pool(inFlight);
    var loops = LoopResources.create("r2dbc", LoopResources.DEFAULT_IO_WORKER_COUNT, true);
    var factory =
        MariadbConnectionFactory.from(
            MariadbConnectionConfiguration.builder()
                .host(at.server())
                .port(at.port())
                .database(at.database().isEmpty() ? null : at.database())
                .username(at.user())
                .password(at.password())
                .sslMode(SslMode.from(at.sslMode()))
                .connectTimeout(server.timeout())
                .loopResources(loops)
                .build());
    var pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(factory)
                .initialSize(size)
                .maxSize(size) // by default 10
                .maxAcquireTime(server.timeout())
                .build());
    var calls = new R2dbcCalls(pool, loops);
    try {
      pool.warmup().block(server.timeout());
      return calls;
    } catch (RuntimeException e) {
      calls.close();
      throw NotOpenedException.ofConnections(at, size, e);
    }
  }

  @Override
  public CompletableFuture<Outcome> make(Call call) {
    var asked = (MariaDbCall) call;
    return Mono.usingWhen(pool.create(), connection -> row(asked, connection), Connection::close)
        .defaultIfEmpty(MariaDbCall.noRow())
        .timeout(asked.timeout())
        .onErrorResume(
            failure ->
                Mono.just(
                    failure instanceof R2dbcNonTransientResourceException
                        ? FailedCall.lost(failure, asked.timeout())
                        : asked.failed(failure)))
        .toFuture()
        .thenApply(Objects::requireNonNull);
  }

  private static Mono<Outcome> row(MariaDbCall call, Connection connection) {
    return Flux.from(
            connection
                .createStatement(MariaDbCall.SQL)
                .bind(0, call.seconds())
                .bind(1, call.request())
                .execute())
        .flatMap(result -> result.map(row -> outcome(call, row)))
        .singleOrEmpty();
  }

  private static Outcome outcome(MariaDbCall call, Readable row) {
    return call.outcome(
        Objects.requireNonNull(row.get(0, Integer.class)),
        Objects.requireNonNull(row.get(1, Integer.class)),
        Objects.requireNonNull(row.get(2, String.class)),
        Objects.requireNonNull(row.get(3, Integer.class)));
  }

  @Override
  public void close() {
    pool.disposeLater()
        .onErrorComplete()
        .then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
        .block();
  }
}

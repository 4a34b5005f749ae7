package dev.fanout.bench.backend.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.model.Callers;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.InvalidShotException;
import dev.fanout.bench.model.LeavesNoThread;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every model promises, on a real MariaDB server; skipped where there is none, neither on the
 * PATH nor fetched.
 */
@Tag("slow")
@ExtendWith(LeavesNoThread.class)
@Order(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MariaDbTest {
  private static final int REQUESTS = 7;

  private static MariaDbServer server;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(MariaDbServer.isThere(), "there is no MariaDB: fetch it with scripts/fetch-mariadb");
    server = MariaDbServer.start();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<Callers> callers() {
    return Stream.concat(
        Callers.of(MariaDbType.KEY, "3"),
        Callers.of(MariaDbType.KEY, "0")
            .filter(each -> Set.of("virtual-threads", "reactive").contains(each.model().key())));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void makesEachCallOnce(Callers caller) throws Exception {
    int before = counted("Com_select");
    FanOutBenchmark benchmark = caller.at(server.endpoint(), REQUESTS, "30ms");
    List<RequestTrace> requests = Callers.shoot(benchmark);
    assertThat(requests)
        .hasSize(REQUESTS)
        .allSatisfy(
            request -> {
              assertThat(request.status()).isEqualTo(RequestTrace.OK);
              assertThat(request.endMs() - request.startMs()).isGreaterThanOrEqualTo(30);
            });
    assertThat(counted("Com_select") - before).isGreaterThanOrEqualTo(REQUESTS);
    await().until(() -> counted("Threads_connected") == 1); // which asks
  }

  static Stream<Callers> streaming() {
    return Callers.of(MariaDbType.KEY, "3")
        .filter(each -> !each.startsProcesses())
        .flatMap(each -> each.streaming(REQUESTS));
  }

  @ParameterizedTest
  @MethodSource("streaming")
  void takesEachCallOfAStream(Callers caller) throws Exception {
    int before = counted("Com_select");
    assertThat(Callers.stream(caller.at(server.endpoint(), REQUESTS, "30ms")))
        .hasSize(REQUESTS)
        .extracting(RequestTrace::status)
        .containsOnly(RequestTrace.OK);
    assertThat(counted("Com_select") - before).isGreaterThanOrEqualTo(REQUESTS);
  }

  private static int counted(String variable) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.endpoint().toString(),
                server.endpoint().user(),
                server.endpoint().password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + variable + "'")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(2);
    }
  }

  @Test
  void knowsNoUserButItsOwn() {
    MariaDbAddress at = server.endpoint();
    assertThat(obstacle(at.with("root", null), 1)).get().asString().contains("Access denied");
    assertThat(obstacle(at.with("", null), 1)).get().asString().contains("Access denied");
  }

  @Test
  void tellsWhyAServerCannotBeCalled() {
    MariaDbAddress at = server.endpoint();
    assertThat(obstacle(at, 100)).isEmpty();
    assertThat(opened(at).mostConnections()).hasValue(9_999);
    assertThat(obstacle(at, 100_000))
        .get()
        .asString()
        .contains(
            "(max_connections), and 100001 are needed: raise it there, or lower --requests,"
                + " --sizes, --max-size or --connections.");
    assertThat(obstacle(at.with("fanout", "not-the-password"), 1))
        .get()
        .asString()
        .contains("Access denied", "correct --jdbc-url, --db-user or the password.")
        .doesNotContain("not-the-password");
  }

  @Test
  void aClientWhoseConnectionsAreRefusedIsNotOpened() {
    MariaDbAddress at = server.endpoint().with("fanout", "not-the-password");
    var backend = new MariaDbBackend(at, 2, Duration.ofSeconds(5));
    for (ThrowingCallable open :
        List.<ThrowingCallable>of(
            () -> backend.async(MariaDbType.R2DBC, 2),
            () -> JdbcCalls.open(backend, 2, Duration.ofMillis(100)))) {
      assertThatThrownBy(open)
          .isInstanceOf(NotOpenedException.class)
          .hasMessageStartingWith(at + " does not let 2 connections be opened (")
          .hasMessageContaining("Access denied")
          .hasMessageNotContaining("not-the-password");
    }
  }

  private static Optional<String> obstacle(MariaDbAddress at, int connections) {
    return opened(at).obstacle(connections);
  }

  private static OpenBackend opened(MariaDbAddress at) {
    return new MariaDbType()
        .open(new Opening(MariaDbType.KEY, at.settings(), Duration.ofSeconds(5)));
  }

  /** Last, since it ends the server of all. */
  @Order(Integer.MAX_VALUE)
  @Test
  void aServerThatEndsFailsTheCallsThatAreUnderWay() throws Exception {
    FanOutBenchmark blocking = aimed("virtual-threads");
    FanOutBenchmark callingBack = aimed("reactive");
    Path folder = server.process().folder().path();
    var under =
        Stream.of(blocking, callingBack).map(each -> new FutureTask<>(each::fanOut)).toList();
    under.forEach(each -> Thread.ofPlatform().start(each));
    await().until(() -> counted("Threads_running") > 2 * REQUESTS);
    server.close();
    assertThat(server.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
    for (FutureTask<Timeline> each : under) {
      assertThat(each.get(10, TimeUnit.SECONDS).traces())
          .hasSize(REQUESTS)
          .extracting(RequestTrace::status)
          .allSatisfy(
              status ->
                  assertThat(status)
                      .matches(
                          "(the connection to the server broke|no connection to the server could be"
                              + " opened) \\(.+\\)"));
    }
    assertThatThrownBy(blocking::check).isInstanceOf(InvalidShotException.class);
    assertThatThrownBy(callingBack::check).isInstanceOf(InvalidShotException.class);
  }

  private static FanOutBenchmark aimed(String model) throws Exception {
    FanOutBenchmark benchmark =
        Callers.of(MariaDbType.KEY, "0")
            .filter(caller -> caller.model().key().equals(model))
            .findFirst()
            .orElseThrow()
            .at(server.endpoint(), REQUESTS, "1m");
    benchmark.open();
    benchmark.aim();
    return benchmark;
  }
}

package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.StartedServer;
import dev.fanout.bench.model.Callers;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotResult.OwnRecord;
import dev.fanout.bench.tune.ConnectionPool;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.server.Delay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** A tuning of connections on a real Redis server, whose shots are fired in this JVM. */
@Tag("slow")
@Order(2)
class ConnectionTuningTest {
  private static final int REQUESTS = 12;
  private static final BackendType REDIS = BackendType.of("redis");

  private static StartedServer server;
  private static Jedis admin;

  private final Sessions sessions;

  ConnectionTuningTest(@TempDir Path root) {
    sessions = new Sessions(root);
  }

  @BeforeAll
  static void start() throws IOException {
    server = REDIS.startable().orElseThrow().start();
    admin = new Jedis(Objects.requireNonNull(endpoint().settings().get("url")));
  }

  @AfterAll
  static void end() {
    admin.close();
    server.close();
  }

  @BeforeEach
  void allowMany() {
    admin.configSet("maxclients", "1000");
  }

  @Test
  void searchesForTheConnectionsBehindVirtualThreads() throws Exception {
    carryOut("virtual-threads", new ConnectionPool.Tuned(), null);
    assertThat(sessions.out())
        .contains(
            "Tuning: the connection pool behind virtual-threads for makespan",
            "up to 12 connections;",
            "In Java: config.setMaxTotal(");
    RunFolder folder = sessions.latest();
    Tuning tuning = TuningFile.read(folder.tuning(), ShotsCsv.read(folder.shots()));
    assertThat(tuning.counts()).isEqualTo(SizeUnit.CONNECTIONS);
    assertThat(tuning.client()).isEqualTo("jedis");
    assertThat(tuning.sizes()).extracting(TunedSize::size).contains(6, 12);
    assertThat(ShotsCsv.read(folder.shots()))
        .allSatisfy(
            shot -> {
              assertThat(shot.valid()).isTrue();
              assertThat(shot.measured().size()).isNull();
              assertThat(shot.measured().connections()).isEqualTo(shot.measured().inFlight());
            });
  }

  @Test
  void searchesForTheSizeBehindConnectionsThatAreGiven() throws Exception {
    carryOut("fixed-thread-pool", new ConnectionPool.Fixed(4), null);
    Tuning tuning = TuningFile.read(sessions.latest().tuning());
    assertThat(tuning.connections()).isEqualTo(4);
    assertThat(tuning.probe().probedUpTo()).isLessThanOrEqualTo(4);
    assertThat(tuning.sizes()).extracting(TunedSize::size).contains(4, 12);
    assertThat(tuning.at(12).predictedMs()).isEqualTo(tuning.at(4).predictedMs());
  }

  @Test
  void takesNoMoreConnectionsThanTheServerAllows() throws Exception {
    admin.configSet("maxclients", "9"); // one of which is for whoever administers it
    carryOut("virtual-threads", new ConnectionPool.Tuned(), null);
    Tuning tuning = TuningFile.read(sessions.latest().tuning());
    assertThat(tuning.maxSize()).isEqualTo(8);
    assertThat(tuning.maxSizeFrom()).isEqualTo(SizeLimit.CONNECTIONS);
  }

  @Test
  void refusesMoreConnectionsThanTheServerAllows() {
    admin.configSet("maxclients", "9");
    String why = "takes 9 connections (maxclients), and %d are needed: raise it there, or lower";
    sessions.assertRefused(
        tuning("virtual-threads", new ConnectionPool.Tuned(), 10), why.formatted(11));
    sessions.assertRefused(
        tuning("fixed-thread-pool", new ConnectionPool.Fixed(10), null), why.formatted(11));
  }

  private void carryOut(String model, ConnectionPool pool, @Nullable Integer most)
      throws Exception {
    var shooter = new ScriptedShooter().thenAlways(ConnectionTuningTest::fire);
    int code = sessions.carryOut(tuning(model, pool, most), shooter);
    assertThat(code).isIn(0, 3); // on a busy machine, fresh shots may say otherwise
  }

  private static Endpoint endpoint() {
    return server.endpoint();
  }

  /** A shot as JMH fires it, but in this JVM, and cold. */
  private static ShotResult fire(ShotPlan shot, Target target) {
    try {
      List<RequestTrace> requests =
          Callers.shoot(shot.model().with(shot.parameters()).at(target.endpoint()));
      return new ShotResult(
          OptionalDouble.of(requests.stream().mapToDouble(RequestTrace::endMs).max().orElseThrow()),
          Optional.of(new ShotTrace(requests, null, null, Map.of(Metric.OPEN_MS, 1.0))),
          Optional.empty(),
          OwnRecord.NONE);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static TuningRun tuning(String model, ConnectionPool pool, @Nullable Integer most) {
    return new TuningRun(
        new Question(
            ModelType.all().stream()
                .filter(type -> type.key().equals(model))
                .findFirst()
                .orElseThrow(),
            pool,
            Goal.parse("makespan"),
            new Work(WorkloadKind.REDIS, REQUESTS, Delay.fixed(Duration.ofMillis(40)), 1),
            true,
            OptionalInt.empty(),
            endpoint(),
            most,
            Duration.ofMinutes(5)));
  }
}

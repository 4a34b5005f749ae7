package dev.fanout.bench.backend.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.model.Callers;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.InvalidShotException;
import dev.fanout.bench.model.LeavesNoThread;
import dev.fanout.bench.workload.ServerProcess;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** What every model promises, on a real Redis server; by its own count of commands. */
@Tag("slow")
@ExtendWith(LeavesNoThread.class)
@Order(2)
class RedisTest {
  private static final int REQUESTS = 7;

  private static RedisServer server;
  private static Jedis admin;

  @BeforeAll
  static void start() throws IOException {
    server = RedisServer.start();
    admin = new Jedis(String.valueOf(server.endpoint().settings().get(RedisAddress.URL)));
  }

  @AfterAll
  static void end() {
    admin.close();
    server.close();
  }

  static Stream<Callers> callers() {
    return Callers.of(RedisType.KEY, "0", "3");
  }

  @ParameterizedTest
  @MethodSource("callers")
  void makesEachCallOnceAndLeavesNothing(Callers caller) throws Exception {
    admin.configResetStat();
    FanOutBenchmark benchmark = caller.at(server.endpoint(), REQUESTS, "30ms");
    List<RequestTrace> requests = Callers.shoot(benchmark);
    assertThat(requests)
        .hasSize(REQUESTS)
        .allSatisfy(
            request -> {
              assertThat(request.status()).isEqualTo(RequestTrace.OK);
              assertThat(request.endMs() - request.startMs()).isGreaterThanOrEqualTo(30);
            });
    Map<String, String> counted = counted();
    for (String command : List.of("hset", "blpop", "hgetall")) {
      assertThat(counted.get(command)).as(command).isEqualTo(Integer.toString(REQUESTS));
    }
    assertThat(counted.keySet())
        .isSubsetOf(
            "hset", "blpop", "hgetall", "auth", "unlink", "config|resetstat", "config", "info");
    assertThat(admin.dbSize()).isZero();
  }

  static Stream<Callers> streaming() {
    return Callers.of(RedisType.KEY, "3")
        .filter(each -> !each.startsProcesses())
        .flatMap(each -> each.streaming(REQUESTS));
  }

  @ParameterizedTest
  @MethodSource("streaming")
  void takesEachCallOfAStreamOnce(Callers caller) throws Exception {
    admin.configResetStat();
    assertThat(Callers.stream(caller.at(server.endpoint(), REQUESTS, "30ms")))
        .hasSize(REQUESTS)
        .extracting(RequestTrace::status)
        .containsOnly(RequestTrace.OK);
    assertThat(counted().get("blpop")).isEqualTo(Integer.toString(REQUESTS));
    assertThat(admin.dbSize()).isZero();
  }

  @Test
  void tellsWhyAServerCannotBeCalled() {
    RedisAddress at = server.endpoint();
    assertThat(obstacle(at, 100)).isEmpty();
    assertThat(obstacle(at, 10_000))
        .hasValue(
            at
                + " takes 10000 connections (maxclients), and 10001 are needed: raise it there, or"
                + " lower --requests, --sizes, --max-size or --connections.");
    var wrong = new RedisAddress(false, at.server(), at.port(), null, "not-the-password", 0);
    assertThat(obstacle(wrong, 1)).get().asString().contains("WRONGPASS", "correct --redis-url");
  }

  @ParameterizedTest
  @CsvSource({
    "redis_version:5.0.14, is Redis 5.0.14: it must be 6 or newer",
    "os:Linux, does not say which version of Redis it is: it must be 6 or newer.",
    "valkey_version:8.0.1, ",
  })
  void knowsVersionsThatWaitForAFractionOfASecond(String info, @Nullable String why)
      throws Exception {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(listening, info));
      var at = new RedisAddress(false, "127.0.0.1", listening.getLocalPort(), null, null, 0);
      Optional<String> obstacle = obstacle(at, 1);
      if (why == null) {
        assertThat(obstacle).isEmpty();
      } else {
        assertThat(obstacle).get().asString().contains(why);
      }
    }
  }

  private static void answer(ServerSocket listening, String info) {
    try (Socket socket = listening.accept()) {
      int asked = socket.getInputStream().read(new byte[1_000]);
      assertThat(asked).isPositive();
      socket
          .getOutputStream()
          .write("$%d\r\n%s\r\n".formatted(info.length(), info).getBytes(US_ASCII));
      if (socket.getInputStream().read(new byte[1_000]) > 0) {
        socket.getOutputStream().write("-ERR not allowed\r\n".getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // Who asked has gone, since the version was answer enough.
    }
  }

  private static Optional<String> obstacle(RedisAddress at, int connections) {
    return new RedisType()
        .open(new Opening(RedisType.KEY, at.settings(), Duration.ofSeconds(5)))
        .obstacle(connections);
  }

  @ParameterizedTest
  @CsvSource({"virtual-threads, 0", "virtual-threads, 2", "reactive, 0", "reactive, 2"})
  void aServerThatEndsFailsTheCallsThatAreUnderWay(String model, String connections)
      throws Exception {
    try (RedisServer other = RedisServer.start();
        var watching =
            new Jedis(String.valueOf(other.endpoint().settings().get(RedisAddress.URL)))) {
      FanOutBenchmark benchmark =
          Callers.of(RedisType.KEY, connections)
              .filter(caller -> caller.model().key().equals(model))
              .findFirst()
              .orElseThrow()
              .at(other.endpoint(), REQUESTS, "1m");
      benchmark.open();
      benchmark.aim();
      var fired = new FutureTask<>(benchmark::fanOut);
      Thread.ofPlatform().start(fired);
      await().until(() -> !watching.info("clients").contains("blocked_clients:0"));
      other.process().close();
      assertThat(other.isAlive()).isFalse();
      assertThat(fired.get(10, TimeUnit.SECONDS).traces())
          .hasSize(REQUESTS)
          .extracting(RequestTrace::status)
          .allSatisfy(
              status ->
                  assertThat(status)
                      .matches(
                          "(the connection to the server broke"
                              + "|no connection to the server could be opened) \\(.+\\)")
                      .doesNotContain("resource from the pool"));
      assertThatThrownBy(benchmark::check).isInstanceOf(InvalidShotException.class);
    }
  }

  @Test
  void aClientThatFindsTooFewConnectionsIsNotOpened() throws Exception {
    try (RedisServer few = RedisServer.start();
        var telling = new Jedis(String.valueOf(few.endpoint().settings().get(RedisAddress.URL)))) {
      telling.configSet("maxclients", "5");
      var backend = new RedisBackend(few.endpoint(), 9, Duration.ofSeconds(5));
      for (ThrowingCallable open :
          List.<ThrowingCallable>of(
              () -> backend.blocking(RedisType.JEDIS, 9),
              () -> backend.async(RedisType.LETTUCE, 9))) {
        assertThatThrownBy(open)
            .isInstanceOf(NotOpenedException.class)
            .hasMessageStartingWith(few.endpoint() + " does not let 9 connections be opened (")
            .hasMessageEndingWith("or lower --requests, --sizes or --connections.");
      }
    }
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws Exception {
    Process owner = Jvm.start(Jvm.command(Owner.class));
    try (var output = owner.inputReader()) {
      ProcessHandle keeper = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      Path folder = Path.of(output.readLine());
      List<ProcessHandle> all = Stream.concat(Stream.of(keeper), keeper.descendants()).toList();
      assertThat(all).hasSizeGreaterThan(1).allMatch(ProcessHandle::isAlive);
      owner.destroyForcibly();
      await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive) && !Files.exists(folder));
    } finally {
      owner.destroyForcibly();
    }
  }

  /** Starts a server, and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      ServerProcess process = RedisServer.start().process();
      System.out.println(process.keeper().pid());
      System.out.println(process.folder().path());
      new CountDownLatch(1).await();
    }
  }

  private static Map<String, String> counted() {
    return Pattern.compile("cmdstat_([a-z|]+):calls=(\\d+)")
        .matcher(admin.info("commandstats"))
        .results()
        .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
  }
}

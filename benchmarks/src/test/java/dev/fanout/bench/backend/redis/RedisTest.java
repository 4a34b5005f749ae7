package dev.fanout.bench.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.model.Callers;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** What every model promises, on a real Redis server; by its own count of commands. */
@Tag("slow")
class RedisTest {
  private static final int REQUESTS = 7;

  private static RedisServer server;
  private static Jedis admin;

  @BeforeAll
  static void start() throws IOException {
    server = RedisServer.start();
    admin = new Jedis(server.endpoint().settings().get(RedisAddress.URL));
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

  private static Map<String, String> counted() {
    return Pattern.compile("cmdstat_([a-z|]+):calls=(\\d+)")
        .matcher(admin.info("commandstats"))
        .results()
        .collect(java.util.stream.Collectors.toMap(each -> each.group(1), each -> each.group(2)));
  }
}

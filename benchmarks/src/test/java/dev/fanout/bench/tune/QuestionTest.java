package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.mariadb.MariaDbAddress;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests a rate is given. */
class QuestionTest {
  @ParameterizedTest
  @CsvSource({
    // Little's law keeps 50 in flight, 200, 0.2, 1000; ten times that, where it is more than 100.
    "throughput=250/s, 200, 5m, 500",
    "throughput=200/s, 1000, 5m, 2000",
    "throughput=1/s, 200, 5m, 100",
    "throughput=1000/s, 1000, 5m, 10000",
    // A shot of ten times a wait of 5 s takes 50 s, a twentieth of 5 minutes allows 15 s; four at
    // least.
    "throughput=50/s, 5000, 5m, 1000",
    "throughput=50/s, 2500, 5m, 750",
    "throughput=50/s, 2500, 10m, 1250",
    "throughput=900000/s, 1000, 5m, 100000",
    "makespan, 5000, 5m, 100",
    "p99=1s, 5000, 5m, 100",
  })
  void aRateHasEnoughForWhatItKeepsInFlight(String goal, double waitMs, String budget, int enough) {
    assertThat(question(goal, budget, false).enoughFor(waitMs).requests()).isEqualTo(enough);
    assertThat(question(goal, budget, true).enoughFor(waitMs).requests()).isEqualTo(100);
  }

  @Test
  void connectionsAreWhatIsSearchedForOrAreGivenBesideTheSize() {
    Question tuned = mariadb("virtual-threads", new ConnectionPool.Tuned());
    assertThat(tuned.parameters(20))
        .containsEntry("connectionPool", "20")
        .doesNotContainKey("size");
    assertThat(tuned.inFlight(20)).isEqualTo(20);
    assertThat(tuned.passing()).isEqualTo(Integer.MAX_VALUE);
    assertThat(tuned.unit()).isEqualTo(SizeUnit.CONNECTIONS);
    assertThat(tuned.subject()).isEqualTo("the connection pool behind virtual-threads");
    assertThat(tuned.java(20)).startsWith("config.setMaximumPoolSize(20);");
    assertThat(mariadb("reactive", new ConnectionPool.Tuned()).java(20))
        .startsWith("builder.maxSize(20);");
    Question given = mariadb("fixed-thread-pool", new ConnectionPool.Fixed(10));
    assertThat(given.parameters(20))
        .containsEntry("connectionPool", "10")
        .containsEntry("size", "20");
    assertThat(given.passing()).isEqualTo(10);
    assertThat(given.unit()).isEqualTo(SizeUnit.THREADS);
    assertThat(given.java(20)).contains("newFixedThreadPool(20)");
    assertThat(mariadb("process-pool", new ConnectionPool.Fixed(10)).passing())
        .isEqualTo(Integer.MAX_VALUE); // each of the processes has so many
  }

  private static Question mariadb(String model, ConnectionPool pool) {
    return new Question(
        ModelType.all().stream().filter(type -> type.key().equals(model)).findFirst().orElseThrow(),
        pool,
        Goal.parse("makespan"),
        new Work(WorkloadKind.MARIADB, 100, Delay.parse("200ms"), 1),
        true,
        OptionalInt.empty(),
        MariaDbAddress.of("jdbc:mariadb://127.0.0.1:3306/test").with("me", null),
        null,
        Duration.ofMinutes(5));
  }

  private static Question question(String goal, String budget, boolean requestsGiven) {
    return new Question(
        ModelType.all().getFirst(),
        new ConnectionPool.Usual(),
        Goal.parse(goal),
        new Work(WorkloadKind.GET, 100, Delay.parse("200ms"), 1),
        requestsGiven,
        OptionalInt.empty(),
        Address.of("http://127.0.0.1/"),
        null,
        Duration.ofMinutes(Long.parseLong(budget.replace("m", ""))));
  }
}

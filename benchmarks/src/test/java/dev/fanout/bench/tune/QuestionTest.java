package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Goal;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.OptionalInt;
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

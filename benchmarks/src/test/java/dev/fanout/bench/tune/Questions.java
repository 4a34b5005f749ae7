package dev.fanout.bench.tune;

import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Goal;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Questions to the slow server, as a test asks them. */
public final class Questions {
  private Questions() {}

  /** About 100 requests of 200 ms. */
  public static Question of(String model, String goal) {
    return of(model, goal, work(100, "200ms"), null);
  }

  /** With the largest size that the user allows, where there is one. */
  public static Question of(String model, String goal, Work work, @Nullable Integer most) {
    return new Question(
        ModelType.all().stream().filter(type -> type.key().equals(model)).findFirst().orElseThrow(),
        new ConnectionPool.Usual(),
        Goal.parse(goal),
        work,
        true,
        OptionalInt.empty(),
        null,
        most,
        Duration.ofMinutes(5));
  }

  /** Of the plainest kind. */
  public static Work work(int requests, String delay) {
    return new Work(WorkloadKind.HELLO, requests, Delay.parse(delay), 1);
  }
}

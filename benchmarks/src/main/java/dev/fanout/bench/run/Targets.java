package dev.fanout.bench.run;

import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The servers of a run, one for each number of handler threads.
 *
 * @param byHandlerThreads empty for asynchronous answers
 */
public record Targets(Map<OptionalInt, Target> byHandlerThreads) implements AutoCloseable {

  /** Those that the plan needs, all up. */
  static Targets open(Plan plan) throws IOException {
    var targets = new Targets(new LinkedHashMap<>());
    try {
      for (OptionalInt handlerThreads : plan.servers()) {
        var options = new SlowServerOptions(0, plan.delay(), plan.seed(), handlerThreads);
        targets.byHandlerThreads.put(
            handlerThreads, Target.open(plan.url(), options, plan.longest()));
      }
      return targets;
    } catch (IOException e) {
      targets.close();
      throw e;
    }
  }

  /** That of a shot. */
  Target of(ShotPlan shot) {
    return Objects.requireNonNull(byHandlerThreads.get(shot.handlerThreads()));
  }

  /** What they are, in words. */
  String describe() {
    return byHandlerThreads.values().stream()
        .map(Target::describes)
        .collect(Collectors.joining("; "));
  }

  @Override
  public void close() throws IOException {
    for (Target target : byHandlerThreads.values()) {
      target.close();
    }
  }
}

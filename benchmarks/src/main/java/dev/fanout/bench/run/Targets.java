package dev.fanout.bench.run;

import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.ShotPlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The servers of a run.
 *
 * @param byCalled each as the plan asks for it
 */
public record Targets(Map<Called, Target> byCalled) implements AutoCloseable {

  /** Those that the plan needs, all up. */
  static Targets open(Plan plan) throws IOException {
    var targets = new Targets(new LinkedHashMap<>());
    try {
      for (Called called : plan.servers()) {
        targets.byCalled.put(called, Target.open(called, plan.longest()));
      }
      return targets;
    } catch (IOException | RuntimeException e) {
      targets.close();
      throw e;
    }
  }

  /** That of a shot. */
  Target of(ShotPlan shot) {
    return of(shot.server());
  }

  /** The only one there is, which may be a server of the user's own; else the one asked for. */
  Target of(Called called) {
    return byCalled.size() == 1
        ? byCalled.values().iterator().next()
        : Objects.requireNonNull(byCalled.get(called));
  }

  /** What they are, in words. */
  String describe() {
    return byCalled.values().stream().map(Target::describes).collect(Collectors.joining("; "));
  }

  @Override
  public void close() throws IOException {
    for (Target target : byCalled.values()) {
      target.close();
    }
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The servers of a run.
 *
 * @param byOptions each as the plan asks for it
 */
public record Targets(Map<SlowServerOptions, Target> byOptions) implements AutoCloseable {

  /** Those that the plan needs, all up. */
  static Targets open(Plan plan) throws IOException {
    var targets = new Targets(new LinkedHashMap<>());
    try {
      for (SlowServerOptions options : plan.servers()) {
        targets.byOptions.put(options, Target.open(plan.own(), options, plan.longest()));
      }
      return targets;
    } catch (IOException e) {
      targets.close();
      throw e;
    }
  }

  /** That of a shot. */
  Target of(ShotPlan shot) {
    return of(shot.server());
  }

  /** The only one there is, which may be a server of the user's own; else the one asked for. */
  Target of(SlowServerOptions options) {
    return byOptions.size() == 1
        ? byOptions.values().iterator().next()
        : Objects.requireNonNull(byOptions.get(options));
  }

  /** What they are, in words. */
  String describe() {
    return byOptions.values().stream().map(Target::describes).collect(Collectors.joining("; "));
  }

  @Override
  public void close() throws IOException {
    for (Target target : byOptions.values()) {
      target.close();
    }
  }
}

package dev.fanout.bench.switching;

import dev.fanout.report.measurement.SwitchCost;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A micro-benchmark, and how it is run.
 *
 * @param type the benchmark
 * @param tasks how many tasks wait at once; absent where that is no part of it
 * @param forks JVMs, one after another
 * @param warmUps iterations in each of them before the measured ones
 * @param iterations measured in each of them
 * @param length of an iteration; of no meaning for memory, which is measured once
 */
public record PlannedMicro(
    MicroType type,
    @Nullable Integer tasks,
    int forks,
    int warmUps,
    int iterations,
    Duration length) {
  private static final Duration START = Duration.ofMillis(800); // and end, of a JVM
  private static final Duration MEMORY = Duration.ofMillis(600);
  private static final Duration TASK = Duration.ofNanos(10_000);

  /** Its key, with the number of tasks if there is one. */
  public String name() {
    return tasks == null ? type.key() : type.key() + " " + tasks;
  }

  /** How long it takes; an estimate. */
  public Duration expected() {
    Duration measured =
        tasks == null
            ? length.multipliedBy(warmUps + iterations)
            : MEMORY.plus(TASK.multipliedBy(tasks));
    return START.plus(measured).multipliedBy(forks);
  }

  /** Why this machine cannot run it; empty if it can. */
  public Optional<String> obstacle() {
    return type.obstacle(tasks == null ? OptionalInt.empty() : OptionalInt.of(tasks));
  }

  /** The row that says why there is no figure. */
  public SwitchCost without(String why) {
    return SwitchCost.without(type.key(), type.does(), tasks, type.quantity(), why);
  }
}

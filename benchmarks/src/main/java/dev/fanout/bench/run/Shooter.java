package dev.fanout.bench.run;

import dev.fanout.bench.plan.ShotPlan;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What fires shots: JMH, or a script in a test. */
public interface Shooter extends AutoCloseable {
  /**
   * Does what a shot needs before it can be fired, off the clock.
   *
   * @param heartbeat is told what is done, if it takes long
   * @return why the shot cannot be fired; empty if it can
   */
  default Optional<String> prepare(ShotPlan shot, Target target, Consumer<String> heartbeat)
      throws IOException {
    return Optional.empty();
  }

  /**
   * Fires a shot, and returns once it has ended.
   *
   * @param heartbeat is told how far the shot has come, line by line
   */
  ShotResult fire(ShotPlan shot, Target target, Consumer<String> heartbeat) throws IOException;

  /** Ends the shot under way, from another thread: {@link #fire} then returns. */
  void stop();

  /** Removes what was prepared for shots. */
  @Override
  default void close() {}
}

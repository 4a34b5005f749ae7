package dev.fanout.bench.run;

import dev.fanout.bench.plan.ShotPlan;
import java.io.IOException;
import java.util.function.Consumer;

/** What fires shots: JMH, or a script in a test. */
public interface Shooter {
  /**
   * Fires a shot, and returns once it has ended.
   *
   * @param heartbeat is told how far the shot has come, line by line
   */
  ShotResult fire(ShotPlan shot, Target target, Consumer<String> heartbeat) throws IOException;

  /** Ends the shot under way, from another thread: {@link #fire} then returns. */
  void stop();
}

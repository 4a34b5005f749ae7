package dev.fanout.bench.tune.stream;

import dev.fanout.bench.tune.Bench.ShotOutcome;
import java.io.IOException;
import java.time.Duration;

/** Where sizes and rates are measured. */
public interface StreamBench {
  /**
   * Fires a warm shot.
   *
   * @param seed of its draw
   */
  ShotOutcome<StreamSample> fire(Rung rung, long seed) throws IOException, InterruptedException;

  /** Is told what would be recommended if the search ended now. */
  void found(Rung rung, double expectedMs);

  /** How long it takes to fire a shot, all around it included; an estimate. */
  Duration cost(Rung rung);

  /** The time since the tuning began, by the clock that the budget is counted on. */
  Duration spent();
}

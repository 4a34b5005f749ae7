package dev.fanout.bench.tune;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Where sizes are measured. */
public interface Bench {
  /**
   * Fires a warm shot.
   *
   * @return what it gave; empty if it does not count, so that there is no going on
   */
  Optional<Sample> fire(int size) throws IOException, InterruptedException;

  /** How long it takes to fire a shot of that wall time, all around it included; an estimate. */
  Duration cost(double wallMs);

  /** The time since the tuning began, by the clock that the budget is counted on. */
  Duration spent();
}

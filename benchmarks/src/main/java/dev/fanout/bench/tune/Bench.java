package dev.fanout.bench.tune;

import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;

/** Where sizes are measured. */
public interface Bench {
  /**
   * What became of a shot.
   *
   * @param <S> what a valid one shows
   */
  sealed interface ShotOutcome<S> {}

  /** A valid one. */
  record Valid<S>(S sample) implements ShotOutcome<S> {}

  /**
   * One that does not count.
   *
   * @param answers whether the server still answers a call, so that other sizes may be tried
   */
  record Failed<S>(SizeFailure failure, boolean answers) implements ShotOutcome<S> {}

  /**
   * One that does not count for a reason that has nothing to do with its size, such as a process
   * that stood still: another one of that size may count.
   *
   * @param cause in a sentence
   */
  record Disturbed<S>(String cause) implements ShotOutcome<S> {}

  /** One that was stopped since the budget was used up, which says nothing of its size. */
  record OutOfTime<S>() implements ShotOutcome<S> {}

  /** One that was cut short from outside, which says nothing of its size. */
  record Interrupted<S>() implements ShotOutcome<S> {}

  /** Fires a warm shot. */
  ShotOutcome<Sample> fire(int size) throws IOException, InterruptedException;

  /** Is told which size would be recommended if the search ended now; after each round. */
  void found(int size, double wallMs);

  /** How long it takes to fire a shot of that wall time, all around it included; an estimate. */
  Duration cost(double wallMs);

  /** The time since the tuning began, by the clock that the budget is counted on. */
  Duration spent();
}

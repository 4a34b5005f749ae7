package dev.fanout.bench.tune;

import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;

/** Where sizes are measured. */
public interface Bench {
  /** What became of a shot. */
  sealed interface ShotOutcome {}

  /** A valid one. */
  record Valid(Sample sample) implements ShotOutcome {}

  /**
   * One that does not count.
   *
   * @param answers whether the server still answers a call, so that other sizes may be tried
   */
  record Failed(SizeFailure failure, boolean answers) implements ShotOutcome {}

  /**
   * One that does not count for a reason that has nothing to do with its size, such as a process
   * that stood still: another one of that size may count.
   *
   * @param cause in a sentence
   */
  record Disturbed(String cause) implements ShotOutcome {}

  /** One that was stopped since the budget was used up, which says nothing of its size. */
  record OutOfTime() implements ShotOutcome {}

  /** One that was cut short from outside, which says nothing of its size. */
  record Interrupted() implements ShotOutcome {}

  /** Fires a warm shot. */
  ShotOutcome fire(int size) throws IOException, InterruptedException;

  /** Is told which size would be recommended if the search ended now; after each round. */
  void found(int size, double wallMs);

  /** How long it takes to fire a shot of that wall time, all around it included; an estimate. */
  Duration cost(double wallMs);

  /** The time since the tuning began, by the clock that the budget is counted on. */
  Duration spent();
}

package dev.fanout.bench.run;

/** How a session ends, as a shell is told. */
public enum ExitCode {
  /** All that was asked for came. */
  SUCCESS(0),
  /** A shot, a report or a recommendation is missing or invalid. */
  INCOMPLETE(1),
  /** A threshold, a claim or a goal is not met. */
  NOT_MET(3),
  /** It was told to end, by Ctrl-C or a signal. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}

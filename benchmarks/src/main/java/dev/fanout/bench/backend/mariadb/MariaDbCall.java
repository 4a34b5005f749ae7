package dev.fanout.bench.backend.mariadb;

import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailedCall;
import dev.fanout.bench.backend.Outcome;
import java.time.Duration;

/**
 * A call, alike for both clients: a query that waits, and reads a row.
 *
 * @param request the number that the row has to hold
 * @param idle how long the connection waits, and nothing else
 * @param timeout how long the call may take
 */
record MariaDbCall(int request, Duration idle, Duration timeout) implements Call {
  /** Of a table that every server has and every user can read, so that nothing is written. */
  static final String SQL =
      "SELECT SLEEP(?), ?, c.CHARACTER_SET_NAME, c.MAXLEN FROM information_schema.CHARACTER_SETS c"
          + " WHERE c.CHARACTER_SET_NAME = 'ascii'";

  private static final double NANOS = 1e9; // in a second

  /** What the server has to wait, in seconds. */
  double seconds() {
    return idle.toNanos() / NANOS;
  }

  /** How it went, by the row that came back. */
  Outcome outcome(int interrupted, int number, String name, int length) {
    if (interrupted != 0) {
      return new Outcome.Wrong("the server interrupted the wait");
    }
    return number == request && name.equals("ascii") && length == 1
        ? Outcome.right()
        : new Outcome.Wrong("the row is %d, %s, %d".formatted(number, name, length));
  }

  /** How it went, if no row came back. */
  static Outcome noRow() {
    return new Outcome.Wrong("no row came back");
  }

  /** How it went, if it failed so. */
  Outcome failed(Throwable failure) {
    return FailedCall.outcome(failure, timeout);
  }
}

package dev.fanout.bench.backend;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a failure that a library threw means for a call. */
public final class FailedCall {
  private FailedCall() {}

  /** How a call went that failed so and may take so long. */
  public static Outcome outcome(Throwable failure, Duration timeout) {
    return outcome("%s", failure, timeout);
  }

  /** How a call went whose connection broke so, as it does where the server ends. */
  public static Outcome lost(Throwable failure, Duration timeout) {
    return outcome("the connection to the server broke (%s)", failure, timeout);
  }

  /** How a call went that so got no connection, as where the server has ended. */
  public static Outcome notConnected(Throwable failure, Duration timeout) {
    return outcome("no connection to the server could be opened (%s)", failure, timeout);
  }

  private static Outcome outcome(String form, Throwable failure, Duration timeout) {
    if (isIn(failure, InterruptedIOException.class) || isIn(failure, TimeoutException.class)) {
      return new Outcome.TimedOut(timeout);
    }
    return isIn(failure, CancellationException.class)
        ? new Outcome.Cancelled()
        : new Outcome.Failed(form.formatted(FailureText.of(failure)));
  }

  private static boolean isIn(Throwable failure, Class<? extends Throwable> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(kind::isInstance);
  }
}

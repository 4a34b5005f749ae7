package dev.fanout.bench.backend;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells a model that a call did not go right, which is recorded already. */
public final class CallFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  /** Of a call with that outcome. */
  public CallFailedException(Outcome outcome) {
    super(outcome.status());
    cancelled = outcome instanceof Outcome.Cancelled;
  }

  /** Whether it tells of a call that was given up. */
  public static boolean isCancelled(Throwable failure) {
    return failure instanceof CallFailedException call && call.cancelled;
  }

  /** Whether a call's failure is at the bottom of another one, however a library wrapped it. */
  public static boolean isIn(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            each ->
                each instanceof CallFailedException
                    || Arrays.stream(each.getSuppressed()).anyMatch(CallFailedException::isIn));
  }
}

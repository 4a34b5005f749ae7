package dev.fanout.bench.backend.http;

import java.io.IOException;
import java.util.concurrent.CompletionException;

/** Says that the server had closed a kept connection, so that a GET may be sent on another one. */
final class StaleConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  /** More than are kept usually, so that a GET gets past them all if the server closed them. */
  private static final int MOST_ATTEMPTS = 1_000;

  StaleConnectionException(Throwable cause) {
    super("the server closed the connection before an answer came", cause);
  }

  /** Whether a call that failed so at that attempt is sent again. */
  static boolean mayRepeat(Throwable failure, int attempt, long deadline) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof StaleConnectionException
        && attempt < MOST_ATTEMPTS
        && System.nanoTime() - deadline < 0;
  }
}

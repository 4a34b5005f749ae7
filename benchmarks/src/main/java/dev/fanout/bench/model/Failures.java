package dev.fanout.bench.model;

import org.jspecify.annotations.Nullable;

/**
 * The failures of calls, kept until all others have ended.
 *
 * <p>Without it, the first exception would end a loop or a stream: whoever wants the other answers
 * all the same catches it for each call.
 */
final class Failures {
  private @Nullable Exception first;

  /** Keeps one; from any thread. */
  synchronized void keep(Exception failure) {
    if (first == null) {
      first = failure;
    } else {
      first.addSuppressed(failure);
    }
  }

  /** Throws the first with the others, if there is one. */
  synchronized void rethrow() throws Exception {
    if (first != null) {
      throw first;
    }
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.backend.CallFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The failure that a fan-out ends with, once all its requests have ended.
 *
 * <p>Without it, the first exception would end a loop or a stream before the other answers came.
 */
final class Failures {
  private @Nullable Exception first;

  /** Keeps one; from any thread. */
  synchronized void keep(Exception failure) {
    // A call's failure is recorded; a defect of the model would be lost behind it.
    if (first == null || (CallFailedException.isIn(first) && !CallFailedException.isIn(failure))) {
      first = failure;
    }
  }

  /** Throws the first, if there is one; the first that is not a call's comes before those. */
  synchronized void rethrow() throws Exception {
    if (first != null) {
      throw first;
    }
  }
}

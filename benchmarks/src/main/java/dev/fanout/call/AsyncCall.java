package dev.fanout.call;

import java.util.concurrent.CompletionStage;

/** A call that begins at once and is done later. */
@FunctionalInterface
public interface AsyncCall {
  /**
   * Begins the call and returns without waiting for it.
   *
   * @param request the number of the request, from 0; different calls may thus ask for different
   *     things. A warm-up uses the same numbers again
   * @return completes when the call is done, with any value or none; exceptionally if it has
   *     failed, for that reason. A call that throws has failed too
   */
  CompletionStage<?> call(int request);
}

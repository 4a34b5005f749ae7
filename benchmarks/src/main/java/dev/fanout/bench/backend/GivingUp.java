package dev.fanout.bench.backend;

import java.util.concurrent.CompletableFuture;

/** Gives calls up when their futures are cancelled, which a {@link CompletableFuture} does not. */
public final class GivingUp {
  private GivingUp() {}

  /**
   * The future itself.
   *
   * @param giveUp what ends the call, done once if the future is cancelled
   */
  public static <T> CompletableFuture<T> with(CompletableFuture<T> future, Runnable giveUp) {
    var _ =
        future.whenComplete(
            (_, _) -> {
              if (future.isCancelled()) {
                giveUp.run();
              }
            });
    return future;
  }
}

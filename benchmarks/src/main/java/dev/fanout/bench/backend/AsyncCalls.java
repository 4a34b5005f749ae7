package dev.fanout.bench.backend;

import java.util.concurrent.CompletableFuture;

/** An open client whose calls return at once and are answered later. */
public interface AsyncCalls extends AutoCloseable {
  /**
   * Begins the call; the future completes with how it went, once the answer has been handled.
   *
   * <p>To cancel the future is to give the call up, by whatever way the client has.
   */
  CompletableFuture<Outcome> make(Call call);

  /** Ends its threads and connections. */
  @Override
  void close();
}

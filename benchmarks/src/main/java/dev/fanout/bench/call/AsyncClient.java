package dev.fanout.bench.call;

import java.util.concurrent.CompletableFuture;

/** An HTTP client whose calls return at once and answer later. */
public interface AsyncClient extends AutoCloseable {
  /** Sends the call; the future completes when the whole answer has been read. */
  CompletableFuture<Answer> get(SlowCall call);

  @Override
  void close();
}

package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import java.util.concurrent.CompletableFuture;

/** An HTTP client whose calls return at once and answer later. */
public interface AsyncClient extends AutoCloseable {
  /** Sends the call; the future completes when the whole answer has been read. */
  CompletableFuture<Answer> send(SlowCall call);

  @Override
  void close();
}

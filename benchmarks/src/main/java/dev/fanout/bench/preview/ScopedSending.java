package dev.fanout.bench.preview;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Sending;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;

/**
 * Forks a virtual thread per request in a scope, which the first failure cancels, and joins them.
 */
public record ScopedSending(BlockingCalls client) implements Sending {
  @Override
  public void send(Batch batch) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.awaitAllSuccessfulOrThrow())) {
      for (int i = 0; i < batch.requests(); i++) {
        int request = i;
        scope.fork(() -> batch.make(request, client));
      }
      scope.join();
    } catch (StructuredTaskScope.FailedException e) {
      batch.cancelRest(); // those that the scope did not begin any more
      throw e;
    }
  }
}

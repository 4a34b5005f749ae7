package dev.fanout.bench.preview;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.Timeline;
import dev.fanout.bench.model.FanOut;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;

/** Forks a virtual thread per request in a scope, and joins them. */
public record ScopedSending(BlockingClient client) implements FanOut.Sending {
  @Override
  public void send(Timeline timeline) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.awaitAllSuccessfulOrThrow())) {
      for (int i = 0; i < timeline.requests(); i++) {
        int request = i;
        scope.fork(() -> timeline.get(request, client));
      }
      scope.join();
    }
  }
}

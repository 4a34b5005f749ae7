package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.http.answer.Answer;
import dev.fanout.bench.workload.Sending;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** What a client makes of a call, without any network. */
interface Answering {
  Answer answer(HttpCall call) throws IOException;

  default BlockingClient blocking() {
    return new BlockingClient() {
      @Override
      public Answer send(HttpCall call, long deadline) throws IOException {
        return answer(call);
      }

      @Override
      public void close() {}
    };
  }

  default AsyncClient async() {
    return new AsyncClient() {
      @Override
      public CompletableFuture<Answer> send(HttpCall call, long deadline) {
        try {
          return CompletableFuture.completedFuture(answer(call));
        } catch (IOException | RuntimeException e) {
          return CompletableFuture.failedFuture(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  /** A model that makes one request after another, blocking. */
  default Sending inTurn() {
    return batch -> {
      for (int request = 0; request < batch.requests(); request++) {
        try {
          batch.make(request, blocking());
        } catch (CallFailedException e) {
          // The others go on.
        }
      }
    };
  }

  /** A model that sends all requests and then waits for them. */
  default Sending atOnce() {
    return batch -> {
      var all = new CompletableFuture<?>[batch.requests()];
      for (int request = 0; request < all.length; request++) {
        all[request] = batch.send(request, async());
      }
      CompletableFuture.allOf(all).join();
    };
  }
}

package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.worker.WorkerPool;
import dev.fanout.bench.workload.Batch;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.function.IntUnaryOperator;

/**
 * Requests handed to worker processes in chunks.
 *
 * @param chunk the size of a chunk, for a number of requests
 */
public record WorkerIdioms(WorkerPool workers, IntUnaryOperator chunk) implements Idioms {
  @Override
  @Code("workers.map(this::call, requests) // each answer or failure comes back over a pipe")
  public Answers gather(Requests requests)
      throws InterruptedException, ExecutionException, IOException {
    Batch batch = requests.batch();
    try {
      workers.send(batch, chunk.applyAsInt(batch.requests()));
    } catch (CallFailedException e) {
      // Which calls failed, the batch tells.
    }
    var answers = new Answers();
    for (int request = 0; request < batch.requests(); request++) {
      Outcome outcome = batch.outcome(request);
      if (outcome == null) {
        answers.pending().add(request);
      } else if (outcome.isRight()) {
        answers.delivered().add(request);
      } else {
        answers.failed().put(request, outcome.status());
      }
    }
    return answers;
  }

  @Override
  @Code("workers.close() // which ends the processes, and their connections with them")
  public Running begin(Requests requests) {
    Thread sender =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    gather(requests);
                  } catch (InterruptedException | ExecutionException | IOException e) {
                    // It has ended.
                  }
                });
    return new Running() {
      @Override
      public void cancel() {
        workers.close();
      }

      @Override
      public void await() throws InterruptedException {
        sender.join();
      }
    };
  }

  @Override
  public void close() {
    workers.close();
  }
}

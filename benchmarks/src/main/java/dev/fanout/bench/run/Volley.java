package dev.fanout.bench.run;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Calls that a preflight or a probe makes, by the client that most models use, each on a virtual
 * thread: what has not ended by its deadline is interrupted, whatever holds it up.
 */
record Volley(BlockingCalls client) implements AutoCloseable {
  /**
   * Ready for so many calls at once.
   *
   * @throws RefusedException if the client cannot be opened
   */
  static Volley open(int inFlight, Backend backend) {
    try {
      return new Volley(backend.blocking(inFlight));
    } catch (NotOpenedException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes all calls, those that may go together at once.
   *
   * @return those that ended by the deadline, rightly or not
   */
  List<RequestTrace> allAtOnce(Work work, Destination to, Deadline deadline)
      throws IOException, InterruptedException {
    return fire(work, to, deadline, work.requests());
  }

  /** Makes all calls, each when the one before has ended; otherwise the same. */
  List<RequestTrace> oneByOne(Work work, Destination to, Deadline deadline)
      throws IOException, InterruptedException {
    return fire(work, to, deadline, 1);
  }

  private List<RequestTrace> fire(Work work, Destination to, Deadline deadline, int together)
      throws IOException, InterruptedException {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try (var shot = LiveShot.of(work, to)) {
      shot.timeline().begin();
      for (Batch batch : shot.batches()) {
        for (int first = 0; first < batch.requests(); first += together) {
          CompletableFuture<?>[] calls =
              IntStream.range(first, Math.min(first + together, batch.requests()))
                  .mapToObj(i -> CompletableFuture.runAsync(() -> make(batch, i), threads))
                  .toArray(CompletableFuture<?>[]::new);
          if (!deadline.await(CompletableFuture.allOf(calls))) {
            return shot.timeline().traces();
          }
        }
      }
      return shot.timeline().traces();
    } finally {
      threads.shutdownNow(); // those that hang would hang for ever
    }
  }

  private void make(Batch batch, int request) {
    try {
      batch.make(request, client);
    } catch (CallFailedException e) {
      // It is recorded, and that is what is asked for here.
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

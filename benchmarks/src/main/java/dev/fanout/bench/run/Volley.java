package dev.fanout.bench.run;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.Firing;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that a preflight or a probe makes, by the client that most models use, each on a virtual
 * thread: what has not ended by its deadline is interrupted, whatever holds it up.
 */
final class Volley implements AutoCloseable {
  private final BlockingCalls client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Volley(BlockingCalls client) {
    this.client = client;
  }

  /** Ready for so many calls at once. */
  static Volley open(int inFlight, Backend backend) {
    return new Volley(backend.blocking(inFlight));
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
    var calls = new ArrayList<Future<?>>();
    try (var firing = Firing.of(work, to)) {
      firing.timeline().begin();
      for (Batch batch : firing.batches()) {
        for (int first = 0; first < batch.requests(); first += together) {
          int end = Math.min(first + together, batch.requests());
          if (!deadline.await(send(batch, first, end, calls))) {
            return firing.timeline().traces();
          }
        }
      }
      return firing.timeline().traces();
    } finally {
      calls.forEach(call -> call.cancel(true)); // those that hang would hang for ever
    }
  }

  /** Begins some calls of the batch; what is returned completes once all of them have ended. */
  private CompletableFuture<?> send(Batch batch, int first, int end, List<Future<?>> calls) {
    var left = new AtomicInteger(end - first);
    var ended = new CompletableFuture<Void>();
    for (int i = first; i < end; i++) {
      int request = i;
      calls.add(
          threads.submit(
              () -> {
                try {
                  batch.make(request, client);
                } catch (CallFailedException e) {
                  // It is recorded, and that is what is asked for here.
                } finally {
                  if (left.decrementAndGet() == 0) {
                    ended.complete(null);
                  }
                }
              }));
    }
    return ended;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}

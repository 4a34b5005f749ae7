package dev.fanout.bench.workload;

import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.SlowCall;
import java.util.concurrent.CompletableFuture;

/**
 * The requests of a shot that may go together, counted from 0, and the record of how they went.
 *
 * <p>This is what a model is given to make; it may do so from any thread and in any order.
 */
public final class Batch {
  private final Workload workload;
  private final Timeline timeline;
  private final int first;
  private final int requests;

  Batch(Workload workload, Timeline timeline, int first, int requests) {
    this.workload = workload;
    this.timeline = timeline;
    this.first = first;
    this.requests = requests;
  }

  /** The number of requests. */
  public int requests() {
    return requests;
  }

  /** The call that a request makes. */
  public SlowCall call(int request) {
    return workload.call(first + request);
  }

  /** Makes a request on the calling thread, which is its lane, and records how it went. */
  public void make(int request, BlockingClient client) {
    long start = System.nanoTime();
    Receipt receipt = call(request).ask(client);
    record(request, Thread.currentThread().threadId(), start, System.nanoTime(), receipt);
  }

  /** Sends a request, in a lane of its own; the future completes once its end is recorded. */
  public CompletableFuture<?> send(int request, AsyncClient client) {
    long start = System.nanoTime();
    SlowCall call = call(request);
    return client
        .send(call)
        .thenCompose(call::receive)
        .exceptionally(call::failed)
        .thenAccept(receipt -> record(request, request, start, System.nanoTime(), receipt));
  }

  /**
   * Records a request that was made elsewhere.
   *
   * @param lane names the thread, worker or slot that carried it; any number, alike for alike
   * @param start as {@link System#nanoTime} of this JVM
   * @param end likewise
   */
  public void record(int request, long lane, long start, long end, Receipt receipt) {
    String found = receipt.found();
    if (found != null) {
      workload.found(first + request, found);
    }
    timeline.record(first + request, lane, start, end, receipt.status());
  }

  /** Records that a process which makes its requests stood still for so many nanoseconds. */
  public void stoodStill(String process, long nanos) {
    timeline.stoodStill(process, nanos);
  }

  /** Whether all its requests have ended, and rightly. */
  public boolean isRight() {
    return timeline.isRight(first, requests);
  }
}

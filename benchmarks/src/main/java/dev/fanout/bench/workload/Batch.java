package dev.fanout.bench.workload;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

  /** What another JVM needs to make its calls. */
  public Specification specification() {
    return workload.specification();
  }

  /** The number of the first request among all of the shot. */
  public int first() {
    return first;
  }

  /** What a request needs of earlier answers; absent if it needs none. */
  public @Nullable String fact(int request) {
    return workload.fact(first + request);
  }

  private Call call(int request) {
    return workload.call(first + request, fact(request));
  }

  /**
   * Makes a request on the calling thread, which is its lane, and records how it went.
   *
   * @throws CallFailedException if it did not go right, once that is recorded
   */
  public void make(int request, BlockingCalls calls) {
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = calls.make(call(request));
    } catch (RuntimeException | Error e) {
      recordThrown(request, Thread.currentThread().threadId(), start, e);
      throw e;
    }
    record(request, Thread.currentThread().threadId(), start, System.nanoTime(), outcome);
    requireRight(outcome);
  }

  /**
   * Sends a request, in a lane of its own; the future completes once its end is recorded, with a
   * {@link CallFailedException} if it did not go right. To cancel it is to give the request up, of
   * which nothing is recorded.
   */
  public CompletableFuture<?> send(int request, AsyncCalls calls) {
    long start = System.nanoTime();
    CompletableFuture<Outcome> made;
    try {
      made = calls.make(call(request));
    } catch (RuntimeException | Error e) {
      recordThrown(request, request, start, e);
      return CompletableFuture.failedFuture(e);
    }
    return GivingUp.with(
        made.thenAccept(
            outcome -> {
              record(request, request, start, System.nanoTime(), outcome);
              requireRight(outcome);
            }),
        () -> made.cancel(true));
  }

  /** A client that breaks its contract ends a request too, or a stream would wait for its end. */
  private void recordThrown(int request, long lane, long start, Throwable thrown) {
    record(request, lane, start, System.nanoTime(), new Outcome.Failed(FailureText.of(thrown)));
  }

  /**
   * Records a request that was made elsewhere.
   *
   * @param lane names the thread, worker or slot that carried it; any number, alike for alike
   * @param start as {@link System#nanoTime} of this JVM
   * @param end likewise
   */
  public void record(int request, long lane, long start, long end, Outcome outcome) {
    if (outcome instanceof Outcome.Right right) {
      String found = right.found();
      if (found != null) {
        workload.found(first + request, found);
      }
    }
    timeline.record(first + request, lane, start, end, outcome);
  }

  /** How a request went; absent if it has not ended. */
  public @Nullable Outcome outcome(int request) {
    return timeline.outcome(first + request);
  }

  /** Records that the requests which have not ended will not be made any more. */
  public void cancelRest() {
    long now = System.nanoTime();
    for (int request = 0; request < requests; request++) {
      if (outcome(request) == null) {
        record(request, request, now, now, new Outcome.Cancelled());
      }
    }
  }

  /**
   * Tells how a request went that was made elsewhere.
   *
   * @throws CallFailedException if it has ended, and not rightly
   */
  public void requireRight(int request) {
    Outcome outcome = outcome(request);
    if (outcome != null) {
      requireRight(outcome);
    }
  }

  private static void requireRight(Outcome outcome) {
    if (!outcome.isRight()) {
      throw new CallFailedException(outcome);
    }
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

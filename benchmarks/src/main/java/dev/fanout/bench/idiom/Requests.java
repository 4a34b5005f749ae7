package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.workload.Batch;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The requests that an idiom makes, counted from 0. The right answer to each is its number.
 *
 * <p>Each holds a resource from its begin to its end, as a {@code try} with resources does, or a
 * {@code whenComplete}.
 */
public final class Requests {
  /** A request as a task, for whatever takes one. */
  public interface Task extends Callable<Integer>, Supplier<Integer> {
    @Override
    default Integer call() {
      return get();
    }
  }

  private final Batch batch;
  private final IntConsumer inside;
  private final AtomicInteger handedIn = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /**
   * The requests of a batch.
   *
   * @param inside done in each: by its task, or by the callback for its answer
   */
  public Requests(Batch batch, IntConsumer inside) {
    this.batch = batch;
    this.inside = inside;
  }

  /** Their number. */
  public int count() {
    return batch.requests();
  }

  /** The same requests, for workers. */
  public Batch batch() {
    return batch;
  }

  /** A task for each. */
  public List<Task> tasks(BlockingCalls client) {
    return IntStream.range(0, count()).mapToObj(request -> task(request, client)).toList();
  }

  /** The task that makes a request on the thread that it is given to. */
  public Task task(int request, BlockingCalls client) {
    handedIn.incrementAndGet();
    return () -> carryOut(request, client);
  }

  /**
   * Makes a request on the calling thread.
   *
   * @throws CallFailedException if it does not go right
   */
  public int make(int request, BlockingCalls client) {
    return task(request, client).get();
  }

  private int carryOut(int request, BlockingCalls client) {
    opened.incrementAndGet();
    try {
      inside.accept(request);
      batch.make(request, client);
      return request;
    } finally {
      closed.incrementAndGet();
    }
  }

  /** Sends a request; to cancel the future is to give it up. */
  public CompletableFuture<Integer> send(int request, AsyncCalls client) {
    handedIn.incrementAndGet();
    opened.incrementAndGet();
    CompletableFuture<?> sent = batch.send(request, client);
    CompletableFuture<Integer> answer =
        sent.thenApply(
            _ -> {
              inside.accept(request);
              return request;
            });
    var _ = answer.whenComplete((_, _) -> closed.incrementAndGet());
    return GivingUp.with(answer, () -> sent.cancel(true));
  }

  /** How many were handed to the model until now, whether or not it has begun them. */
  public int handedIn() {
    return handedIn.get();
  }

  /** How many have begun, and opened their resource. */
  public int opened() {
    return opened.get();
  }

  /** How many of these have closed it. */
  public int closed() {
    return closed.get();
  }
}

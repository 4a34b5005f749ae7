package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.FutureIdioms;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.worker.WorkerPool;
import dev.fanout.bench.workload.Batch;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;

/** Blocking calls made futures by {@link CompletableFuture#supplyAsync}. */
@Model(
    key = "supply-async",
    does = "blocking calls made futures by supplyAsync, on the common pool or on one of its own")
public class SupplyAsync extends FanOutBenchmark {
  /**
   * {@code common}: the pool that supplyAsync takes if given none, a trap; {@code pool}: platform
   * threads; {@code processes}: worker JVMs.
   */
  @Param({"common", "pool", "processes"})
  public String variant = "common";

  /** The number of threads or of worker JVMs; the common pool has its own. */
  @Param("10")
  public int size = 10;

  @Override
  protected @Nullable Integer size() {
    return variant.equals("common") ? null : size;
  }

  @Override
  protected Schedule schedule() {
    return variant.equals("common") ? Schedule.poolOfCores(threads()) : Schedule.pool(threads());
  }

  /**
   * The caller that joins the futures lends no hand, unlike that of a parallel stream. Before JDK
   * 25 a common pool of one thread was not used, but a thread per task.
   */
  private int threads() {
    return variant.equals("common") ? ForkJoinPool.getCommonPoolParallelism() : size;
  }

  @Override
  protected int processes() {
    return variant.equals("processes") ? size : 1;
  }

  /** Three pipes to each worker. */
  @Override
  protected int openFiles() {
    return variant.equals("processes") ? 3 * size : inFlight();
  }

  @Override
  protected FanOut open(Backend backend) throws IOException {
    if (variant.equals("processes")) {
      WorkerPool workers = WorkerPool.open(size, 1, backend);
      return FanOut.on(
          workers,
          batch -> {
            supply(batch, request -> workers.make(batch, request), workers.feeders());
            workers.requireAll(batch);
          },
          workers::take);
    }
    BlockingCalls client = backend.blocking(threads());
    ExecutorService pool = variant.equals("common") ? ForkJoinPool.commonPool() : Tasks.pool(size);
    return FanOut.of(
        batch -> supply(batch, request -> batch.make(request, client), pool),
        (batch, request) -> {
          var _ = CompletableFuture.runAsync(() -> batch.make(request, client), pool);
        },
        () -> Tasks.end(pool), // has no effect on the common pool
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) throws IOException {
    if (variant.equals("processes")) {
      WorkerPool workers = WorkerPool.open(size, 1, backend);
      return new FutureIdioms(
          (requests, request) ->
              CompletableFuture.supplyAsync(
                  () -> {
                    workers.make(requests.batch(), request);
                    return request;
                  },
                  workers.feeders()),
          workers::close);
    }
    BlockingCalls client = backend.blocking(threads());
    ExecutorService pool = variant.equals("common") ? ForkJoinPool.commonPool() : Tasks.pool(size);
    return new FutureIdioms(
        (requests, request) -> CompletableFuture.supplyAsync(requests.task(request, client), pool),
        () -> {
          client.close(); // or a call that no interrupt ends would hold its thread
          Tasks.end(pool);
        });
  }

  /** The batch keeps the answers, so that there is nothing left to supply. */
  private static void supply(Batch batch, IntConsumer make, Executor executor)
      throws InterruptedException, ExecutionException {
    Tasks.joinAll(
        batch.requests(),
        request -> CompletableFuture.runAsync(() -> make.accept(request), executor));
  }
}

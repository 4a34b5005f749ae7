package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.worker.WorkerPool;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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

  /** Three pipes to each worker. */
  @Override
  protected int openFiles() {
    return variant.equals("processes") ? 3 * size : inFlight();
  }

  @Override
  protected FanOut open(Backend backend) throws IOException {
    return switch (variant) {
      case "common" -> {
        BlockingCalls client = backend.blocking(threads());
        yield FanOut.of(
            batch ->
                supply(
                    batch.requests(),
                    request -> batch.make(request, client),
                    ForkJoinPool.commonPool()),
            client::close);
      }
      case "pool" -> {
        BlockingCalls client = backend.blocking(size);
        ExecutorService pool = Tasks.pool(size);
        yield FanOut.of(
            batch -> supply(batch.requests(), request -> batch.make(request, client), pool),
            () -> Tasks.end(pool),
            client::close);
      }
      case "processes" -> {
        WorkerPool workers = WorkerPool.open(size, 1, backend);
        ExecutorService feeders = Tasks.pool(size);
        yield FanOut.on(
            workers,
            batch -> {
              supply(batch.requests(), request -> workers.make(batch, request), feeders);
              workers.requireAll(batch);
            },
            () -> Tasks.end(feeders));
      }
      default ->
          throw new IllegalArgumentException(
              "variant '%s' is none of common, pool and processes".formatted(variant));
    };
  }

  /** The batch keeps the answers, so that there is nothing left to supply. */
  private static void supply(int requests, IntConsumer make, Executor executor)
      throws InterruptedException, ExecutionException {
    CompletableFuture.allOf(
            IntStream.range(0, requests)
                .mapToObj(
                    request -> CompletableFuture.runAsync(() -> make.accept(request), executor))
                .toArray(CompletableFuture<?>[]::new))
        .get();
  }
}

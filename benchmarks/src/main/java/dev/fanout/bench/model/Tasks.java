package dev.fanout.bench.model;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Taking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** A task for each request: what models share that differ in the executor or the client alone. */
final class Tasks {
  private Tasks() {}

  /** A pool of that many platform threads, all of them started. */
  static ExecutorService pool(int size) {
    var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(size);
    pool.prestartAllCoreThreads();
    return pool;
  }

  /**
   * Makes all requests of the batch on the executor and waits for the last.
   *
   * @throws Exception if a task fails; of a failure that is not that of a call, rather than of one
   */
  static void run(Batch batch, BlockingCalls client, ExecutorService executor) throws Exception {
    run(batch.requests(), request -> batch.make(request, client), executor);
  }

  /** As above, for requests that are made in a way of their own. */
  static void run(int requests, IntConsumer make, ExecutorService executor) throws Exception {
    List<Callable<Object>> tasks = new ArrayList<>(requests);
    for (int i = 0; i < requests; i++) {
      int request = i;
      tasks.add(Executors.callable(() -> make.accept(request)));
    }
    var failures = new Failures();
    for (Future<Object> task : executor.invokeAll(tasks)) {
      try {
        task.get();
      } catch (ExecutionException e) {
        failures.keep(e);
      }
    }
    failures.rethrow();
  }

  /** Makes requests as they arrive, each in a task of the executor. */
  static Taking taking(ObjIntConsumer<Batch> make, ExecutorService executor) {
    return (batch, request) -> {
      var _ = executor.submit(() -> make.accept(batch, request)); // a future keeps its failure
    };
  }

  /** As above, each by a call of the client. */
  static Taking taking(BlockingCalls client, ExecutorService executor) {
    return taking((batch, request) -> batch.make(request, client), executor);
  }

  /** Sends requests as they arrive. */
  static Taking taking(AsyncCalls client) {
    return (batch, request) -> {
      var _ = batch.send(request, client);
    };
  }

  /** Sends all requests of the batch at once and waits for the last. */
  static void sendAll(Batch batch, AsyncCalls client)
      throws InterruptedException, ExecutionException {
    joinAll(batch.requests(), request -> batch.send(request, client));
  }

  /** Begins all requests and waits for the last. */
  static void joinAll(int requests, IntFunction<CompletableFuture<?>> begin)
      throws InterruptedException, ExecutionException {
    CompletableFuture.allOf(
            IntStream.range(0, requests).mapToObj(begin).toArray(CompletableFuture<?>[]::new))
        .get(); // not join, which no interrupt ends
  }

  /** Ends a pool, and tasks that still wait for an answer. */
  static void end(ExecutorService pool) {
    pool.shutdownNow();
    pool.close();
  }
}

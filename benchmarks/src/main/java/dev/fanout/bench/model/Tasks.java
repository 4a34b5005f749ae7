package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntConsumer;

/** A task for each request, on an executor: what models share that differ in the executor alone. */
final class Tasks {
  private Tasks() {}

  /** A pool of that many platform threads, all of them started. */
  static ExecutorService pool(int size) {
    var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(size);
    pool.prestartAllCoreThreads();
    return pool;
  }

  /**
   * Makes all requests of the timeline on the executor and waits for the last.
   *
   * @throws ExecutionException if a task dies of what is no failure of its request
   */
  static void run(Timeline timeline, BlockingClient client, ExecutorService executor)
      throws InterruptedException, ExecutionException {
    run(timeline.requests(), request -> timeline.get(request, client), executor);
  }

  /** As above, for requests that are made in a way of their own. */
  static void run(int requests, IntConsumer make, ExecutorService executor)
      throws InterruptedException, ExecutionException {
    List<Callable<Object>> tasks = new ArrayList<>(requests);
    for (int i = 0; i < requests; i++) {
      int request = i;
      tasks.add(Executors.callable(() -> make.accept(request)));
    }
    for (Future<Object> task : executor.invokeAll(tasks)) {
      task.get();
    }
  }
}

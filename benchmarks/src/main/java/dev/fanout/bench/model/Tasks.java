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

/** A task for each request, on an executor: what models share that differ in the executor alone. */
final class Tasks {
  private Tasks() {}

  /**
   * Runs all requests on the executor and waits for the last.
   *
   * @throws ExecutionException if a task dies of what is no failure of its request
   */
  static void run(Timeline timeline, BlockingClient client, ExecutorService executor)
      throws InterruptedException, ExecutionException {
    List<Callable<Object>> tasks = new ArrayList<>(timeline.requests());
    for (int i = 0; i < timeline.requests(); i++) {
      int request = i;
      tasks.add(Executors.callable(() -> timeline.get(request, client)));
    }
    for (Future<Object> task : executor.invokeAll(tasks)) {
      task.get();
    }
  }
}

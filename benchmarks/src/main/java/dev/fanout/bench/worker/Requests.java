package dev.fanout.bench.worker;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the requests of chunks in a worker process. */
final class Requests {
  private final BlockingCalls calls;
  private final Function<Specification, Workload> workloads;
  private @Nullable Workload workload;

  Requests(BlockingCalls calls, Function<Specification, Workload> workloads) {
    this.calls = calls;
    this.workloads = workloads;
  }

  /** Makes those of a chunk one after another. */
  List<Ended> inTurn(Chunk chunk) {
    long received = System.nanoTime();
    Workload of = workload(chunk);
    var requests = new ArrayList<Ended>(chunk.facts().size());
    for (int i = 0; i < chunk.facts().size(); i++) {
      requests.add(make(of, chunk, i, received));
    }
    return requests;
  }

  /** Makes those of a chunk at once. */
  List<Ended> atOnce(Chunk chunk) throws InterruptedException, ExecutionException {
    long received = System.nanoTime();
    Workload of = workload(chunk);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Ended>> making = new ArrayList<>(chunk.facts().size());
      for (int i = 0; i < chunk.facts().size(); i++) {
        int request = i;
        making.add(() -> make(of, chunk, request, received));
      }
      var requests = new ArrayList<Ended>(making.size());
      for (Future<Ended> ended : threads.invokeAll(making)) {
        requests.add(ended.get());
      }
      return requests;
    }
  }

  private Workload workload(Chunk chunk) {
    Specification shot = chunk.shot();
    if (shot != null) {
      workload = workloads.apply(shot);
    }
    return Objects.requireNonNull(workload);
  }

  private Ended make(Workload of, Chunk chunk, int i, long received) {
    long start = System.nanoTime();
    Outcome outcome = calls.make(of.call(chunk.first() + i, chunk.facts().get(i)));
    return new Ended(start - received, System.nanoTime() - received, outcome);
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.ExecutorIdioms;
import dev.fanout.bench.idiom.Idioms;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import org.openjdk.jmh.annotations.Param;

/** A task per request on a fixed number of threads, each result taken as it completes. */
@Model(
    key = "completion-service",
    does = "a task per request on a fixed number of threads, each result taken as it completes")
public class CompletionService extends FanOutBenchmark {
  /** The number of threads. */
  @Param("10")
  public int size;

  @Override
  protected Schedule schedule() {
    return Schedule.pool(size);
  }

  @Override
  protected FanOut open(Backend backend) {
    BlockingCalls client = backend.blocking(size);
    ExecutorService pool = Tasks.pool(size);
    var arriving = new ExecutorCompletionService<Integer>(pool);
    return FanOut.of(
        batch -> {
          var results = new ExecutorCompletionService<Integer>(pool);
          for (int i = 0; i < batch.requests(); i++) {
            int request = i;
            var _ = results.submit(() -> batch.make(request, client), request);
          }
          var failures = new Failures();
          for (int taken = 0; taken < batch.requests(); taken++) {
            try {
              var _ = results.take().get();
            } catch (ExecutionException e) {
              failures.keep(e);
            }
          }
          failures.rethrow();
        },
        (batch, request) -> {
          var _ = arriving.submit(() -> batch.make(request, client), request);
          while (arriving.poll() != null) {} // takes what has completed, and waits for nothing
        },
        () -> Tasks.end(pool),
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return new ExecutorIdioms(Tasks.pool(size), backend.blocking(size));
  }
}

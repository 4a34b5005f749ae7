package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.ExecutorIdioms;
import dev.fanout.bench.idiom.Idioms;
import java.util.concurrent.ExecutorService;
import org.openjdk.jmh.annotations.Param;

/** A task per request, on a fixed number of platform threads. */
@Model(
    key = "fixed-thread-pool",
    does = "a task per request, on a fixed number of platform threads",
    sizedBy = "ExecutorService pool = Executors.newFixedThreadPool(%1$d);")
public class FixedThreadPool extends FanOutBenchmark {
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
    return FanOut.of(
        batch -> Tasks.run(batch, client, pool),
        Tasks.taking(client, pool),
        () -> Tasks.end(pool),
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return new ExecutorIdioms(Tasks.pool(size), backend.blocking(size));
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.WorkerIdioms;
import dev.fanout.bench.worker.WorkerPool;
import java.io.IOException;
import org.openjdk.jmh.annotations.Param;

/** Worker JVMs, each given a chunk of requests at a time, which it makes one after another. */
@Model(
    key = "process-pool",
    does = "worker JVMs, each given one chunk of requests at a time over its standard input",
    sizedBy = "WorkerPool workers = WorkerPool.open(%1$d, 1, destination);")
public class ProcessPool extends FanOutBenchmark {
  /** The number of worker JVMs. */
  @Param("8")
  public int size;

  /** Requests handed to a worker at a time. */
  @Param("1")
  public int chunk;

  @Override
  protected Schedule schedule() {
    return Schedule.chunkedPool(size, chunk);
  }

  @Override
  protected int processes() {
    return size;
  }

  /** Three pipes to each worker. */
  @Override
  protected int openFiles() {
    return 3 * size;
  }

  @Override
  protected FanOut open(Backend backend) throws IOException {
    WorkerPool workers = WorkerPool.open(size, 1, backend);
    return FanOut.on(workers, batch -> workers.send(batch, chunk), workers::take);
  }

  @Override
  protected Idioms idioms(Backend backend) throws IOException {
    return new WorkerIdioms(WorkerPool.open(size, 1, backend), _ -> chunk);
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.WorkerIdioms;
import dev.fanout.bench.worker.WorkerPool;
import java.io.IOException;
import org.openjdk.jmh.annotations.Param;

/** Worker JVMs, each given its share of the requests, which it makes at once. */
@Model(
    key = "process-pool-async",
    does = "worker JVMs, each making its share of the requests at once, on virtual threads",
    onlyBatches = "each worker is handed its share of the requests as a whole")
public class ProcessPoolAsync extends FanOutBenchmark {
  /** The number of worker JVMs. */
  @Param("8")
  public int size;

  @Override
  protected Schedule schedule() {
    return Schedule.unbounded();
  }

  @Override
  protected int processes() {
    return size;
  }

  /** Three pipes to each worker; the sockets are the workers' own. */
  @Override
  protected int openFiles() {
    return 3 * size;
  }

  @Override
  protected FanOut open(Backend backend) throws IOException {
    WorkerPool workers = WorkerPool.open(size, Math.ceilDiv(requests, size), backend);
    return FanOut.on(workers, batch -> workers.send(batch, Math.ceilDiv(batch.requests(), size)));
  }

  @Override
  protected Idioms idioms(Backend backend) throws IOException {
    return new WorkerIdioms(
        WorkerPool.open(size, Math.ceilDiv(requests, size), backend),
        count -> Math.ceilDiv(count, size));
  }
}

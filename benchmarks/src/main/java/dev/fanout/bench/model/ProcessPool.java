package dev.fanout.bench.model;

import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import dev.fanout.bench.worker.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Param;

/** Worker JVMs, each given a chunk of requests at a time, which it makes one after another. */
@Model(
    key = "process-pool",
    does = "worker JVMs, each given one chunk of requests at a time over its standard input")
public class ProcessPool extends FanOutBenchmark {
  /** The number of worker JVMs. */
  @Param("8")
  public int size;

  /** Requests handed to a worker at a time. */
  @Param("1")
  public int chunk;

  @Override
  protected int inFlight() {
    return Math.min(size, Math.ceilDiv(requests, chunk));
  }

  /** Three pipes to each worker. */
  @Override
  public int openFiles() {
    return 3 * size;
  }

  @Override
  public Duration floor() {
    return Floor.chunkedPool(requests, size, chunk, delay());
  }

  @Override
  protected FanOut open(SlowCall call) throws IOException {
    WorkerPool workers = WorkerPool.open(size, 1, call);
    return FanOut.of(timeline -> workers.send(timeline, chunk), workers::close);
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import dev.fanout.bench.worker.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Param;

/** Worker JVMs, each given its share of the requests, which it makes at once. */
@Model(
    key = "process-pool-async",
    does = "worker JVMs, each making its share of the requests at once, on virtual threads")
public class ProcessPoolAsync extends FanOutBenchmark {
  /** The number of worker JVMs. */
  @Param("8")
  public int size;

  @Override
  protected int inFlight() {
    return requests;
  }

  /** Three pipes to each worker; the sockets are the workers' own. */
  @Override
  public int openFiles() {
    return 3 * size;
  }

  @Override
  public Duration floor() {
    return Floor.unbounded(delay());
  }

  @Override
  protected FanOut open(SlowCall call) throws IOException {
    int share = Math.ceilDiv(requests, size);
    WorkerPool workers = WorkerPool.open(size, share, call);
    return FanOut.of(timeline -> workers.send(timeline, share), workers::close);
  }
}

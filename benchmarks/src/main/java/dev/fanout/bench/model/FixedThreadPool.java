package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.openjdk.jmh.annotations.Param;

/** A task per request, on a fixed number of platform threads. */
@Model(
    key = "fixed-thread-pool",
    does = "a task per request, on a fixed number of platform threads")
public class FixedThreadPool extends FanOutBenchmark {
  /** The number of threads. */
  @Param("10")
  public int size;

  @Override
  protected int inFlight() {
    return Math.min(size, requests);
  }

  @Override
  public Duration floor() {
    return Floor.pool(requests, size, delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(size, call);
    ExecutorService pool = Tasks.pool(size);
    return FanOut.of(timeline -> Tasks.run(timeline, client, pool), pool::close, client::close);
  }
}

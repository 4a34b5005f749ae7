package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A virtual thread per request, each blocking. */
@Model(key = "virtual-threads", does = "a virtual thread per request, each blocking")
public class VirtualThreads extends FanOutBenchmark {
  @Override
  protected int inFlight() {
    return requests;
  }

  @Override
  public Duration floor() {
    return Floor.unbounded(delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(requests, call);
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    return FanOut.of(
        timeline -> Tasks.run(timeline, client, executor), executor::close, client::close);
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Param;

/** A virtual thread per request, each blocking. */
@Model(
    key = "virtual-threads",
    does = "a virtual thread per request, each blocking; with a size, so many past a semaphore")
public class VirtualThreads extends FanOutBenchmark {
  /** The most requests in flight; 0 for no limit. */
  @Param("0")
  public int size;

  @Override
  protected int inFlight() {
    return size == 0 ? requests : Math.min(size, requests);
  }

  @Override
  public Duration floor() {
    return Floor.pool(requests, inFlight(), delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(inFlight(), call);
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    return FanOut.of(
        size == 0
            ? timeline -> Tasks.run(timeline, client, executor)
            : limited(new Semaphore(size), client, executor),
        executor::close,
        client::close);
  }

  private static FanOut.Sending limited(
      Semaphore permits, BlockingClient client, ExecutorService executor) {
    return timeline ->
        Tasks.run(
            timeline.requests(),
            request -> {
              permits.acquireUninterruptibly();
              try {
                timeline.get(request, client);
              } finally {
                permits.release();
              }
            },
            executor);
  }
}

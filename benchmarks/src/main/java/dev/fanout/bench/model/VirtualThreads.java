package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.HelidonHttp;
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
  /** {@code helidon} is written for virtual threads, {@code okhttp} before there were any. */
  @Param({"okhttp", "helidon"})
  public String client = "okhttp";

  /** The most requests in flight; 0 for no limit. */
  @Param("0")
  public int size;

  @Override
  protected String client() {
    return client;
  }

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
    BlockingClient blocking =
        switch (client) {
          case "okhttp" -> OkHttp.blocking(inFlight(), call);
          case "helidon" -> HelidonHttp.open(inFlight(), call);
          default ->
              throw new IllegalArgumentException(
                  "client '%s' is neither okhttp nor helidon".formatted(client));
        };
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    return FanOut.of(
        size == 0
            ? timeline -> Tasks.run(timeline, blocking, executor)
            : limited(new Semaphore(size), blocking, executor),
        executor::close,
        blocking::close);
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

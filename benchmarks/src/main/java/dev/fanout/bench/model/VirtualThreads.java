package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.HelidonHttp;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Param;

/** A virtual thread per request, each blocking. */
@Model(key = "virtual-threads", does = "a virtual thread per request, each blocking")
public class VirtualThreads extends FanOutBenchmark {
  /** {@code helidon} is written for virtual threads, {@code okhttp} before there were any. */
  @Param({"okhttp", "helidon"})
  public String client = "okhttp";

  @Override
  protected String client() {
    return client;
  }

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
    BlockingClient blocking =
        switch (client) {
          case "okhttp" -> OkHttp.blocking(requests, call);
          case "helidon" -> HelidonHttp.open(requests, call);
          default ->
              throw new IllegalArgumentException(
                  "client '%s' is neither okhttp nor helidon".formatted(client));
        };
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    return FanOut.of(
        timeline -> Tasks.run(timeline, blocking, executor), executor::close, blocking::close);
  }
}

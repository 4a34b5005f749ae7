package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;

/** One request after another, on one thread. */
@Model(key = "serial", does = "one request after another, on one thread")
public class Serial extends FanOutBenchmark {
  @Override
  protected int inFlight() {
    return 1;
  }

  @Override
  public Duration floor() {
    return Floor.serial(requests, delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(1, call);
    return FanOut.of(
        timeline -> {
          for (int request = 0; request < timeline.requests(); request++) {
            timeline.get(request, client);
          }
        },
        client::close);
  }
}

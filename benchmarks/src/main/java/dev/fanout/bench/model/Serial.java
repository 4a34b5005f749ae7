package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.floor.Schedule;

/** One request after another, on one thread. */
@Model(key = "serial", does = "one request after another, on one thread")
public class Serial extends FanOutBenchmark {
  @Override
  protected Schedule schedule() {
    return Schedule.serial();
  }

  @Override
  protected FanOut open(Destination to) {
    BlockingClient client = OkHttp.blocking(1, to);
    return FanOut.of(
        batch -> {
          for (int request = 0; request < batch.requests(); request++) {
            batch.make(request, client);
          }
        },
        client::close);
  }
}

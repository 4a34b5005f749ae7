package dev.fanout.bench.model;

import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import okhttp3.Dispatcher;

/** All requests enqueued at once, on a dispatcher that lets five through to a host: a trap. */
@Model(
    key = "okhttp-defaults",
    does = "all requests enqueued at once, OkHttp's dispatcher untouched, 5 per host: a trap")
public class OkHttpDefaults extends FanOutBenchmark {
  /** What it does and nobody set. */
  @Override
  protected int inFlight() {
    return Math.min(new Dispatcher().getMaxRequestsPerHost(), requests);
  }

  @Override
  public Duration floor() {
    return Floor.pool(requests, inFlight(), delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    AsyncClient client = OkHttp.asyncByDefault(call);
    return FanOut.of(timeline -> Tasks.sendAll(timeline, client), client::close);
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.floor.Schedule;
import okhttp3.Dispatcher;

/** All requests enqueued at once, on a dispatcher that lets five through to a host: a trap. */
@Model(
    key = "okhttp-defaults",
    does = "all requests enqueued at once, OkHttp's dispatcher untouched, 5 per host: a trap")
public class OkHttpDefaults extends FanOutBenchmark {
  @Override
  protected boolean callsBack() {
    return true;
  }

  /** What it does and nobody set. */
  @Override
  protected Schedule schedule() {
    return Schedule.pool(new Dispatcher().getMaxRequestsPerHost());
  }

  @Override
  protected FanOut open(Destination to) {
    AsyncClient client = OkHttp.asyncByDefault(to);
    return FanOut.of(batch -> Tasks.sendAll(batch, client), client::close);
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.FutureIdioms;
import dev.fanout.bench.idiom.Idioms;

/** All requests enqueued at once, on a dispatcher that lets five through to a host: a trap. */
@Model(
    key = "okhttp-defaults",
    does = "all requests enqueued at once, OkHttp's dispatcher untouched, 5 per host: a trap",
    httpOnly = true,
    callsBack = true)
public class OkHttpDefaults extends FanOutBenchmark {
  private static final String UNTOUCHED = "okhttp defaults";

  /** What it does and nobody set. */
  @Override
  protected Schedule schedule() {
    return Schedule.pool(clientOf(UNTOUCHED).limit());
  }

  @Override
  protected FanOut open(Backend backend) {
    AsyncCalls client = backend.async(UNTOUCHED, requests);
    return FanOut.of(batch -> Tasks.sendAll(batch, client), Tasks.taking(client), client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return FutureIdioms.of(backend.async(UNTOUCHED, requests));
  }
}

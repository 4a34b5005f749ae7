package dev.fanout.bench.workload;

import dev.fanout.bench.answer.Greeting;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.server.Routes;
import java.net.URI;

/** The slow answer, N times. */
record Hello(Work work, Destination server) implements Workload {
  @Override
  public SlowCall call(int request) {
    URI url = work.delay().isFixed() ? server.url() : Routes.hello(server.url(), request);
    return SlowCall.get(url, server.timeout(), new Greeting());
  }
}

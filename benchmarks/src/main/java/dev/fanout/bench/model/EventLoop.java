package dev.fanout.bench.model;

import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.NettyHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import org.openjdk.jmh.annotations.Param;

/** All requests on one or two loop threads, which wait for all connections at once. */
@Model(
    key = "event-loop",
    does = "all requests on one or two loop threads, which wait for all connections at once")
public class EventLoop extends FanOutBenchmark {
  /**
   * {@code one-loop} and {@code two-loops} wait by epoll where there is one, else by NIO; {@code
   * nio} is one loop on NIO all the same.
   */
  @Param({"one-loop", "two-loops", "nio"})
  public String variant = "one-loop";

  @Override
  protected String client() {
    return "netty";
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
    AsyncClient client =
        switch (variant) {
          case "one-loop" -> NettyHttp.open(1, call);
          case "two-loops" -> NettyHttp.open(2, call);
          case "nio" -> NettyHttp.openNio(1, call);
          default ->
              throw new IllegalArgumentException(
                  "variant '%s' is none of one-loop, two-loops, nio".formatted(variant));
        };
    return FanOut.of(timeline -> Tasks.sendAll(timeline, client), client::close);
  }
}

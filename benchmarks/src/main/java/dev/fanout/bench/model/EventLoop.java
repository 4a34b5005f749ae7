package dev.fanout.bench.model;

import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.NettyHttp;
import dev.fanout.bench.floor.Schedule;
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
  protected boolean callsBack() {
    return true;
  }

  @Override
  protected Schedule schedule() {
    return Schedule.unbounded().computingOn(variant.equals("two-loops") ? 2 : 1);
  }

  @Override
  protected FanOut open(Destination to) {
    AsyncClient client =
        switch (variant) {
          case "one-loop" -> NettyHttp.open(1, to);
          case "two-loops" -> NettyHttp.open(2, to);
          case "nio" -> NettyHttp.openNio(1, to);
          default ->
              throw new IllegalArgumentException(
                  "variant '%s' is none of one-loop, two-loops, nio".formatted(variant));
        };
    return FanOut.of(batch -> Tasks.sendAll(batch, client), client::close);
  }
}

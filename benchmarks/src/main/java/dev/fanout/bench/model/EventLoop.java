package dev.fanout.bench.model;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.Client;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.FutureIdioms;
import dev.fanout.bench.idiom.Idioms;
import org.openjdk.jmh.annotations.Param;

/** All requests on one or two loop threads, which wait for all connections at once. */
@Model(
    key = "event-loop",
    does = "all requests on one or two loop threads, which wait for all connections at once",
    client = "netty",
    httpOnly = true,
    callsBack = true)
public class EventLoop extends FanOutBenchmark {
  /**
   * {@code one-loop} and {@code two-loops} wait by epoll where there is one, else by NIO; {@code
   * nio} is one loop on NIO all the same.
   */
  @Param({"one-loop", "two-loops", "nio"})
  public String variant = "one-loop";

  @Override
  protected Schedule schedule() {
    return Schedule.unbounded().computingOn(opened().threads());
  }

  @Override
  protected Client opened() {
    return clientOf(loops());
  }

  private String loops() {
    return "netty " + variant;
  }

  @Override
  protected FanOut open(Backend backend) {
    AsyncCalls client = backend.async(loops(), requests);
    return FanOut.of(batch -> Tasks.sendAll(batch, client), Tasks.taking(client), client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return FutureIdioms.of(backend.async(loops(), requests));
  }
}

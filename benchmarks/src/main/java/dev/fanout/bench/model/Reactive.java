package dev.fanout.bench.model;

import dev.fanout.bench.call.ReactorNetty;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.Timeline;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A reactive stream of the requests, their answers merged as they come. */
@Model(
    key = "reactive",
    does = "a reactive stream of the requests, their answers merged as they come")
public class Reactive extends FanOutBenchmark {
  @Override
  protected String client() {
    return "reactor-netty";
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
    ReactorNetty client = ReactorNetty.open(requests, call);
    return FanOut.of(
        timeline ->
            Flux.range(0, timeline.requests())
                .flatMap(request -> ended(request, timeline, client), requests) // by default 256
                .then()
                .block(call.timeout()),
        client::close);
  }

  private static Mono<String> ended(int request, Timeline timeline, ReactorNetty client) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return client
              .get(timeline.call())
              .map(timeline.call()::check)
              .onErrorResume(failure -> Mono.just(SlowCall.failure(failure)))
              .doOnNext(
                  status -> timeline.record(request, request, start, System.nanoTime(), status));
        });
  }
}

package dev.fanout.bench.model;

import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.ReactorNetty;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.workload.Batch;
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
  protected boolean callsBack() {
    return true;
  }

  @Override
  protected Schedule schedule() {
    return Schedule.unbounded();
  }

  @Override
  protected FanOut open(Destination to) {
    ReactorNetty client = ReactorNetty.open(requests, to);
    return FanOut.of(
        batch ->
            Flux.range(0, batch.requests())
                .flatMap(request -> ended(request, batch, client), requests) // by default 256
                .then()
                .block(),
        client::close);
  }

  private static Mono<Receipt> ended(int request, Batch batch, ReactorNetty client) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          SlowCall call = batch.call(request);
          return client
              .send(call)
              .flatMap(answer -> Mono.fromFuture(call.receive(answer)))
              .onErrorResume(failure -> Mono.just(call.failed(failure)))
              .doOnNext(
                  receipt -> batch.record(request, request, start, System.nanoTime(), receipt));
        });
  }
}

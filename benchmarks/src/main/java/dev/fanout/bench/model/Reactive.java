package dev.fanout.bench.model;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.ReactiveIdioms;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.concurrent.Queues;

/** A reactive stream of the requests, their answers merged as they come. */
@Model(
    key = "reactive",
    does = "a reactive stream of the requests, their answers merged as they come",
    client = "reactor-netty",
    callsBack = true)
public class Reactive extends FanOutBenchmark {
  @Override
  protected Schedule schedule() {
    return Schedule.unbounded();
  }

  @Override
  protected FanOut open(Backend backend) {
    AsyncCalls client = backend.async(client(), requests);
    return FanOut.of(
        batch ->
            Flux.range(0, batch.requests())
                // flatMap would cancel the others with the first failure.
                .flatMapDelayError(
                    request -> Mono.fromFuture(() -> batch.send(request, client)),
                    requests, // by default 256
                    Queues.XS_BUFFER_SIZE)
                .then()
                .block(),
        (batch, request) ->
            Mono.fromFuture(() -> batch.send(request, client)).onErrorComplete().subscribe(),
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return new ReactiveIdioms(backend.async(client(), requests));
  }
}

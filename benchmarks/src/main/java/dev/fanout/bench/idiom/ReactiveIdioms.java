package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.AsyncCalls;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests as a reactive stream, of which flatMap keeps 256 under way. */
public record ReactiveIdioms(AsyncCalls client) implements Idioms {
  private Mono<Integer> answer(Requests requests, int request) {
    return Mono.fromFuture(() -> requests.send(request, client));
  }

  private Flux<Integer> answers(Requests requests) {
    return Flux.range(0, requests.count()).flatMap(request -> answer(requests, request));
  }

  /** The answers, while failures go elsewhere. */
  private Flux<Integer> answers(Requests requests, Answers failures) {
    return Flux.range(0, requests.count())
        .flatMap(
            request ->
                answer(requests, request)
                    .onErrorResume(
                        failure -> {
                          synchronized (failures) {
                            failures.failed(request, failure);
                          }
                          return Mono.empty();
                        }));
  }

  @Override
  @Code(
      "requests.flatMap(request -> send(request).onErrorResume(failure ->"
          + " …)).collectList().block()")
  public Answers gather(Requests requests) {
    var answers = new Answers();
    answers
        .delivered()
        .addAll(Objects.requireNonNull(answers(requests, answers).collectList().block()));
    return answers;
  }

  @Override
  @Code("requests.flatMap(this::send).then().block()")
  public void failFast(Requests requests) {
    answers(requests).then().block();
  }

  @Override
  @Code("requests.flatMap(this::send).take(Duration.ofMillis(300)).collectList().block()")
  public Answers within(Requests requests, Duration deadline) {
    var answers = new Answers();
    answers
        .delivered()
        .addAll(
            Objects.requireNonNull(
                answers(requests, answers).take(deadline).collectList().block()));
    IntStream.range(0, requests.count())
        .filter(each -> !answers.delivered().contains(each) && !answers.failed().containsKey(each))
        .forEach(answers.pending()::add);
    return answers;
  }

  @Override
  @Code("Mono.firstWithValue(answers).block()")
  public int race(Requests requests) {
    return Objects.requireNonNull(
        Mono.firstWithValue(
                IntStream.range(0, requests.count())
                    .mapToObj(request -> answer(requests, request))
                    .toList())
            .block());
  }

  @Override
  @Code("Mono.firstWithValue(first, second.delaySubscription(Duration.ofMillis(100))).block()")
  public int hedge(Requests requests, Duration after) {
    return Objects.requireNonNull(
        Mono.firstWithValue(answer(requests, 0), answer(requests, 1).delaySubscription(after))
            .block());
  }

  @Override
  @Code("requests.flatMap(this::send).doOnNext(this::use).blockLast()")
  public void asTheyCome(Requests requests, IntConsumer taker) {
    answers(requests).doOnNext(taker::accept).blockLast();
  }

  @Override
  @Code("subscription.dispose()")
  public Running begin(Requests requests) {
    var ended = new CountDownLatch(1);
    Disposable subscription =
        answers(requests, new Answers()).doFinally(_ -> ended.countDown()).subscribe();
    return new Running() {
      @Override
      public void cancel() {
        subscription.dispose();
      }

      @Override
      public void await() throws InterruptedException {
        ended.await();
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }
}

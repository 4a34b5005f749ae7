package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.AsyncCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Requests as completable futures.
 *
 * @param sending begins a request
 * @param closing ends threads and connections
 */
public record FutureIdioms(Sending sending, Runnable closing) implements Idioms {
  /** Begins a request; the future completes with its number. */
  public interface Sending {
    CompletableFuture<Integer> send(Requests requests, int request);
  }

  /** Those of an asynchronous client. */
  public static FutureIdioms of(AsyncCalls client) {
    return new FutureIdioms((requests, request) -> requests.send(request, client), client::close);
  }

  private List<CompletableFuture<Integer>> sendAll(Requests requests) {
    return IntStream.range(0, requests.count())
        .mapToObj(request -> sending.send(requests, request))
        .toList();
  }

  private static CompletableFuture<?> all(List<CompletableFuture<Integer>> answers) {
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
  }

  private static void cancel(List<CompletableFuture<Integer>> answers) {
    answers.forEach(answer -> answer.cancel(true));
  }

  @Override
  @Code("CompletableFuture.allOf(answers).handle((all, failure) -> answers).get()")
  public Answers gather(Requests requests) throws InterruptedException, ExecutionException {
    List<CompletableFuture<Integer>> answers = sendAll(requests);
    return all(answers).handle((_, _) -> Answers.of(answers)).get();
  }

  @Override
  @Code(
      "answer.exceptionally(failure -> { all.completeExceptionally(failure); return null; }); …"
          + " finally { answers.forEach(answer -> answer.cancel(true)); }")
  public void failFast(Requests requests) throws InterruptedException, ExecutionException {
    List<CompletableFuture<Integer>> answers = sendAll(requests);
    CompletableFuture<?> all = all(answers);
    answers.forEach(
        answer -> {
          var _ =
              answer.whenComplete(
                  (_, failure) -> {
                    if (failure != null) {
                      all.completeExceptionally(failure);
                    }
                  });
        });
    try {
      all.get();
    } finally {
      cancel(answers);
    }
  }

  @Override
  @Code(
      "CompletableFuture.allOf(answers).get(300, MILLISECONDS); … catch (TimeoutException e) {"
          + " answers.forEach(answer -> answer.cancel(true)); }")
  public Answers within(Requests requests, Duration deadline) throws InterruptedException {
    long until = System.nanoTime() + deadline.toNanos();
    List<CompletableFuture<Integer>> answers = sendAll(requests);
    try {
      all(answers).get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      cancel(answers);
    }
    return Answers.of(answers);
  }

  @Override
  @Code(
      "answer.thenAccept(first::complete); … first.get(); … finally { answers.forEach(answer ->"
          + " answer.cancel(true)); }")
  public int race(Requests requests) throws InterruptedException, ExecutionException {
    List<CompletableFuture<Integer>> answers = sendAll(requests);
    try {
      return first(answers).get();
    } finally {
      cancel(answers);
    }
  }

  /** The first that goes right; {@link CompletableFuture#anyOf} ends with the first failure. */
  private static CompletableFuture<Integer> first(List<CompletableFuture<Integer>> answers) {
    var first = new CompletableFuture<Integer>();
    var left = new AtomicInteger(answers.size());
    answers.forEach(
        answer -> {
          var _ =
              answer.whenComplete(
                  (number, failure) -> {
                    if (failure == null) {
                      first.complete(number);
                    } else if (left.decrementAndGet() == 0) {
                      first.completeExceptionally(failure);
                    }
                  });
        });
    return first;
  }

  @Override
  @Code("CompletableFuture.supplyAsync(this::second, delayedExecutor(100, MILLISECONDS))")
  public int hedge(Requests requests, Duration after)
      throws InterruptedException, ExecutionException {
    CompletableFuture<Integer> original = sending.send(requests, 0);
    var hedge = new CompletableFuture<Integer>();
    var second =
        CompletableFuture.runAsync(
            () -> {
              if (!original.isDone()) {
                CompletableFuture<Integer> sent = sending.send(requests, 1);
                var _ =
                    sent.whenComplete(
                        (number, failure) -> {
                          if (failure == null) {
                            hedge.complete(number);
                          } else {
                            hedge.completeExceptionally(failure);
                          }
                        });
                var _ = hedge.whenComplete((_, _) -> sent.cancel(true));
              }
            },
            CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return first(List.of(original, hedge)).get();
    } finally {
      second.cancel(true);
      cancel(List.of(original, hedge));
    }
  }

  @Override
  @Code("answer.thenAccept(this::use)")
  public void asTheyCome(Requests requests, IntConsumer taker)
      throws InterruptedException, ExecutionException {
    all(sendAll(requests).stream()
            .map(
                answer ->
                    answer.thenApply(
                        number -> {
                          taker.accept(number);
                          return number;
                        }))
            .toList())
        .get();
  }

  @Override
  @Code("answers.forEach(answer -> answer.cancel(true))")
  public Running begin(Requests requests) {
    List<CompletableFuture<Integer>> answers = sendAll(requests);
    return new Running() {
      @Override
      public void cancel() {
        FutureIdioms.cancel(answers);
      }

      @Override
      public void await() throws InterruptedException, ExecutionException {
        all(answers).handle((_, _) -> 0).get();
      }
    };
  }

  @Override
  public void close() {
    closing.run();
  }
}

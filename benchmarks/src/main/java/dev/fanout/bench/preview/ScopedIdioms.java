package dev.fanout.bench.preview;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Code;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** Blocking calls as subtasks of a scope, which has ended them all when it ends. */
public record ScopedIdioms(BlockingCalls client) implements Idioms {
  @Override
  @Code("try (var scope = StructuredTaskScope.open(Joiner.awaitAll())) { … scope.join(); }")
  public Answers gather(Requests requests) throws InterruptedException {
    return awaitAll(requests, UnaryOperator.identity());
  }

  private Answers awaitAll(
      Requests requests, UnaryOperator<StructuredTaskScope.Configuration> configuration)
      throws InterruptedException {
    var subtasks = new ArrayList<Subtask<Integer>>();
    try (var scope = StructuredTaskScope.open(Joiner.<Integer>awaitAll(), configuration)) {
      requests.tasks(client).forEach(task -> subtasks.add(scope.fork(task)));
      scope.join();
    } catch (StructuredTaskScope.TimeoutException e) {
      // What came is kept.
    }
    return answers(subtasks);
  }

  private static Answers answers(List<Subtask<Integer>> subtasks) {
    var answers = new Answers();
    for (int request = 0; request < subtasks.size(); request++) {
      Subtask<Integer> subtask = subtasks.get(request);
      switch (subtask.state()) {
        case SUCCESS -> answers.delivered().add(subtask.get());
        case FAILED -> answers.failed(request, subtask.exception());
        case UNAVAILABLE -> answers.pending().add(request);
      }
    }
    return answers;
  }

  @Override
  @Code("StructuredTaskScope.open(Joiner.awaitAllSuccessfulOrThrow())")
  public void failFast(Requests requests) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<Integer>awaitAllSuccessfulOrThrow())) {
      requests.tasks(client).forEach(task -> scope.fork(task));
      scope.join();
    }
  }

  @Override
  @Code(
      "StructuredTaskScope.open(Joiner.awaitAll(), scope ->"
          + " scope.withTimeout(Duration.ofMillis(300)))")
  public Answers within(Requests requests, Duration deadline) throws InterruptedException {
    return awaitAll(requests, configuration -> configuration.withTimeout(deadline));
  }

  @Override
  @Code("StructuredTaskScope.open(Joiner.anySuccessfulResultOrThrow())")
  public int race(Requests requests) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<Integer>anySuccessfulResultOrThrow())) {
      requests.tasks(client).forEach(task -> scope.fork(task));
      return scope.join();
    }
  }

  @Override
  @Code(
      "scope.fork(this::first); scope.fork(() -> { Thread.sleep(100); return second(); });"
          + " scope.join()")
  public int hedge(Requests requests, Duration after) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<Integer>anySuccessfulResultOrThrow())) {
      scope.fork(requests.task(0, client));
      scope.fork(
          () -> {
            Thread.sleep(after);
            return requests.make(1, client);
          });
      return scope.join();
    }
  }

  @Override
  @Code("scope.fork(() -> use(call(request)))")
  public void asTheyCome(Requests requests, IntConsumer taker) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.awaitAllSuccessfulOrThrow())) {
      requests
          .tasks(client)
          .forEach(
              task ->
                  scope.fork(
                      () -> {
                        taker.accept(task.call());
                        return null;
                      }));
      scope.join();
    }
  }

  /**
   * A scope belongs to the thread that opened it, so that only an interrupt ends it from outside.
   */
  @Override
  @Code("owner.interrupt()")
  public Running begin(Requests requests) {
    Thread owner =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    gather(requests);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    return new Running() {
      @Override
      public void cancel() {
        owner.interrupt();
      }

      @Override
      public void await() throws InterruptedException {
        owner.join();
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.BlockingCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Blocking calls as tasks of an executor.
 *
 * @param pool ends with it
 */
public record ExecutorIdioms(ExecutorService pool, BlockingCalls client) implements Idioms {
  @Override
  @Code(
      "for (Future<String> answer : pool.invokeAll(tasks)) try { answer.get(); } catch"
          + " (ExecutionException e) { … }")
  public Answers gather(Requests requests) throws InterruptedException {
    return Answers.of(pool.invokeAll(requests.tasks(client)));
  }

  @Override
  @Code(
      "try { for (int i = 0; i < n; i++) completionService.take().get(); } finally {"
          + " answers.forEach(answer -> answer.cancel(true)); }")
  public void failFast(Requests requests) throws InterruptedException, ExecutionException {
    asTheyCome(requests, _ -> {});
  }

  @Override
  @Code("pool.invokeAll(tasks, 300, MILLISECONDS)")
  public Answers within(Requests requests, Duration deadline) throws InterruptedException {
    return Answers.of(
        pool.invokeAll(requests.tasks(client), deadline.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  @Code("pool.invokeAny(tasks)")
  public int race(Requests requests) throws InterruptedException, ExecutionException {
    return pool.invokeAny(requests.tasks(client));
  }

  @Override
  @Code(
      "if ((answer = completionService.poll(100, MILLISECONDS)) == null) {"
          + " completionService.submit(second); answer = completionService.take(); }")
  public int hedge(Requests requests, Duration after)
      throws InterruptedException, ExecutionException {
    var completion = new ExecutorCompletionService<Integer>(pool);
    var answers = new ArrayList<Future<Integer>>();
    try {
      answers.add(completion.submit(requests.task(0, client)));
      Future<Integer> first = completion.poll(after.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null) {
        answers.add(completion.submit(requests.task(1, client)));
        first = completion.take();
      }
      return first.get();
    } finally {
      cancel(answers);
    }
  }

  @Override
  @Code("for (int i = 0; i < n; i++) use(completionService.take().get());")
  public void asTheyCome(Requests requests, IntConsumer taker)
      throws InterruptedException, ExecutionException {
    var completion = new ExecutorCompletionService<Integer>(pool);
    List<Future<Integer>> answers =
        new ArrayList<>(requests.tasks(client).stream().map(completion::submit).toList());
    try {
      for (int taken = 0; taken < requests.count(); taken++) {
        taker.accept(completion.take().get());
      }
    } finally {
      cancel(answers);
    }
  }

  @Override
  @Code("answers.forEach(answer -> answer.cancel(true));")
  public Running begin(Requests requests) {
    List<Future<Integer>> answers =
        requests.tasks(client).stream().map(task -> pool.submit((Callable<Integer>) task)).toList();
    return new Running() {
      @Override
      public void cancel() {
        ExecutorIdioms.cancel(answers);
      }

      @Override
      public void await() throws InterruptedException {
        for (Future<Integer> answer : answers) {
          try {
            answer.get();
          } catch (ExecutionException | CancellationException e) {
            // It has ended.
          }
        }
      }
    };
  }

  private static void cancel(List<Future<Integer>> answers) {
    answers.forEach(answer -> answer.cancel(true));
  }

  @Override
  public void close() {
    pool.shutdownNow();
    client.close(); // else a call that no interrupt ends would hold its thread
    pool.close();
  }
}

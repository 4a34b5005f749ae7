package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Blocking calls in a parallel stream. */
public record ParallelStreamIdioms(BlockingCalls client) implements Idioms {
  private IntStream answers(Requests requests) {
    return IntStream.range(0, requests.count())
        .parallel()
        .map(request -> requests.make(request, client));
  }

  @Override
  @Code(
      "requests.parallel().forEach(request -> { try { answers.add(call(request)); } catch"
          + " (IOException e) { … } })")
  public Answers gather(Requests requests) {
    var answers = new Answers();
    IntStream.range(0, requests.count())
        .parallel()
        .forEach(
            request -> {
              try {
                int answer = requests.make(request, client);
                synchronized (answers) {
                  answers.delivered().add(answer);
                }
              } catch (CallFailedException e) {
                synchronized (answers) {
                  answers.failed(request, e);
                }
              }
            });
    return answers;
  }

  @Override
  @Code("requests.parallel().forEach(this::call)")
  public void failFast(Requests requests) {
    answers(requests).forEach(_ -> {});
  }

  @Override
  @Code("requests.parallel().map(this::call).findAny()")
  public int race(Requests requests) {
    return answers(requests).findAny().orElseThrow();
  }

  @Override
  @Code("requests.parallel().map(this::call).forEach(this::use)")
  public void asTheyCome(Requests requests, IntConsumer taker) {
    answers(requests).forEach(taker);
  }

  @Override
  public void close() {
    client.close();
  }
}

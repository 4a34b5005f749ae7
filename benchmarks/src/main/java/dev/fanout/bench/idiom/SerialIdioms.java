package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import java.time.Duration;
import java.util.function.IntConsumer;

/** A loop over blocking calls. */
public record SerialIdioms(BlockingCalls client) implements Idioms {
  @Override
  @Code(
      "for (…) try { answers.add(call(request)); } catch (IOException e) { failures.put(request,"
          + " e); }")
  public Answers gather(Requests requests) {
    var answers = new Answers();
    for (int request = 0; request < requests.count(); request++) {
      make(requests, request, answers);
    }
    return answers;
  }

  private void make(Requests requests, int request, Answers answers) {
    try {
      answers.delivered().add(requests.make(request, client));
    } catch (CallFailedException e) {
      answers.failed(request, e);
    }
  }

  @Override
  @Code("for (…) answers.add(call(request));")
  public void failFast(Requests requests) {
    asTheyCome(requests, _ -> {});
  }

  @Override
  @Code("for (…) if (System.nanoTime() < deadline) answers.add(call(request));")
  public Answers within(Requests requests, Duration deadline) {
    long until = System.nanoTime() + deadline.toNanos();
    var answers = new Answers();
    for (int request = 0; request < requests.count(); request++) {
      if (System.nanoTime() - until < 0) {
        make(requests, request, answers);
      } else {
        answers.pending().add(request);
      }
    }
    return answers;
  }

  @Override
  @Code("for (…) use(call(request));")
  public void asTheyCome(Requests requests, IntConsumer taker) {
    for (int request = 0; request < requests.count(); request++) {
      taker.accept(requests.make(request, client));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

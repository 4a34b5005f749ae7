package dev.fanout.bench.idiom;

import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.FailureText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;

/**
 * What whoever asked a model has in hands at its end, by the numbers of requests.
 *
 * @param delivered the right answers
 * @param failed the failures, each with its cause in words
 * @param pending requests that are known to have no answer, nor a failure
 */
public record Answers(Set<Integer> delivered, Map<Integer, String> failed, Set<Integer> pending) {
  /** None yet. */
  public Answers() {
    this(new TreeSet<>(), new TreeMap<>(), new TreeSet<>());
  }

  /** Those of futures, one for each request. */
  public static Answers of(List<? extends Future<Integer>> futures) {
    var answers = new Answers();
    for (int request = 0; request < futures.size(); request++) {
      Future<Integer> future = futures.get(request);
      switch (future.state()) {
        case SUCCESS -> answers.delivered.add(future.resultNow());
        case FAILED -> answers.failed(request, future.exceptionNow());
        case CANCELLED, RUNNING -> answers.pending.add(request);
      }
    }
    return answers;
  }

  /** Adds a failure, unless the request was given up: then it is pending. */
  public void failed(int request, Throwable cause) {
    if (CallFailedException.isCancelled(cause)) {
      pending.add(request);
    } else {
      failed.put(request, FailureText.of(cause));
    }
  }
}

package dev.fanout.bench.backend.http.answer;

import dev.fanout.bench.backend.Outcome;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Checks an answer and makes of it what the workload asks for, in the measured time. */
public interface AnswerHandler {
  /** Whether it handles an answer with that status, which is else wrong. */
  default boolean takes(int status) {
    return status == 200;
  }

  /**
   * Handles an answer with such a status on the calling thread.
   *
   * @throws IOException if what is to be written cannot be
   */
  Outcome handle(Answer answer) throws IOException;

  /** Handles it without blocking the calling thread, where it has a way to. */
  default CompletableFuture<Outcome> handleLater(Answer answer) {
    try {
      return CompletableFuture.completedFuture(handle(answer));
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

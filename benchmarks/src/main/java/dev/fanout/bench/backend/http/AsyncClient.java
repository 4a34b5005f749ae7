package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An HTTP client whose calls return at once and answer later. */
public interface AsyncClient extends AsyncCalls {
  /**
   * Sends the call once; the future completes when the whole answer has been read, with a {@link
   * StaleConnectionException} if the call may be sent again, and with a time-out at the deadline.
   *
   * @param deadline as {@link System#nanoTime}
   */
  CompletableFuture<Answer> send(HttpCall call, long deadline);

  @Override
  default CompletableFuture<Outcome> make(Call call) {
    var asked = (HttpCall) call;
    return send(
        asked,
        asked::handleLater,
        failure -> CompletableFuture.completedFuture(asked.failed(failure)));
  }

  /** Sends the call, again where it may be, and leaves what comes of it to the functions. */
  default <T> CompletableFuture<T> send(
      HttpCall call,
      Function<Answer, CompletableFuture<T>> answered,
      Function<Throwable, CompletableFuture<T>> failed) {
    return send(call, call.deadline(), 1, answered, failed);
  }

  private <T> CompletableFuture<T> send(
      HttpCall call,
      long deadline,
      int attempt,
      Function<Answer, CompletableFuture<T>> answered,
      Function<Throwable, CompletableFuture<T>> failed) {
    return send(call, deadline)
        .thenCompose(answered)
        .exceptionallyCompose(
            failure ->
                StaleConnectionException.mayRepeat(failure, attempt, deadline)
                    ? send(call, deadline, attempt + 1, answered, failed)
                    : failed.apply(failure));
  }
}

package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import java.util.concurrent.CompletableFuture;

/** An HTTP client whose calls return at once and answer later. */
public interface AsyncClient extends AsyncCalls {
  /**
   * Sends the call once; the future completes when the whole answer has been read, with a {@link
   * StaleConnectionException} if the call may be sent again, and with a time-out at the deadline.
   * To cancel it is to give the call up.
   *
   * @param deadline as {@link System#nanoTime}
   */
  CompletableFuture<Answer> send(HttpCall call, long deadline);

  @Override
  default CompletableFuture<Outcome> make(Call call) {
    var asked = (HttpCall) call;
    return make(asked, asked.deadline(), 1);
  }

  private CompletableFuture<Outcome> make(HttpCall call, long deadline, int attempt) {
    CompletableFuture<Answer> sent = send(call, deadline);
    return GivingUp.with(
        sent.thenCompose(call::handleLater)
            .exceptionallyCompose(
                failure ->
                    StaleConnectionException.mayRepeat(failure, attempt, deadline)
                        ? make(call, deadline, attempt + 1)
                        : CompletableFuture.completedFuture(call.failed(failure))),
        () -> sent.cancel(true));
  }
}

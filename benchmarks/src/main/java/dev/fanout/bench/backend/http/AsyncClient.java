package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import java.util.concurrent.CompletableFuture;

/** An HTTP client whose calls return at once and answer later. */
public interface AsyncClient extends AsyncCalls {
  /** Sends the call; the future completes when the whole answer has been read. */
  CompletableFuture<Answer> send(HttpCall call);

  @Override
  default CompletableFuture<Outcome> make(Call call) {
    var asked = (HttpCall) call;
    return send(asked).thenCompose(asked::handleLater).exceptionally(asked::failed);
  }
}

package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import java.io.IOException;

/** An HTTP client whose calls hold their thread until the answer is there. */
public interface BlockingClient extends BlockingCalls {
  /**
   * Sends the call once and reads the whole answer.
   *
   * @param deadline when a time-out ends the call, as {@link System#nanoTime}
   * @throws StaleConnectionException if the call may be sent again
   */
  Answer send(HttpCall call, long deadline) throws IOException;

  /** Sends the call, again where it may be. */
  default Answer send(HttpCall call) throws IOException {
    long deadline = call.deadline();
    for (int attempt = 1; ; attempt++) {
      try {
        return send(call, deadline);
      } catch (StaleConnectionException e) {
        if (!StaleConnectionException.mayRepeat(e, attempt, deadline)) {
          throw e;
        }
      }
    }
  }

  @Override
  default Outcome make(Call call) {
    var asked = (HttpCall) call;
    try {
      return asked.handle(send(asked));
    } catch (IOException | RuntimeException e) {
      return Thread.currentThread().isInterrupted() ? new Outcome.Cancelled() : asked.failed(e);
    }
  }
}

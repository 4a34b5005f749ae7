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

  @Override
  default Outcome make(Call call) {
    var asked = (HttpCall) call;
    long deadline = asked.deadline();
    for (int attempt = 1; ; attempt++) {
      try {
        return asked.handle(send(asked, deadline));
      } catch (IOException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          return new Outcome.Cancelled();
        }
        if (!StaleConnectionException.mayRepeat(e, attempt, deadline)) {
          return asked.failed(e);
        }
      }
    }
  }
}

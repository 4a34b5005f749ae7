package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import java.io.IOException;

/** An HTTP client whose calls hold their thread until the answer is there. */
public interface BlockingClient extends BlockingCalls {
  /** Makes the call and reads the whole answer. */
  Answer send(HttpCall call) throws IOException;

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

package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import java.io.IOException;

/** An HTTP client whose calls hold their thread until the answer is there. */
public interface BlockingClient extends AutoCloseable {
  /** Makes the call and reads the whole answer. */
  Answer send(SlowCall call) throws IOException;

  @Override
  void close();
}

package dev.fanout.bench.workload;

import dev.fanout.bench.call.SlowCall;
import java.io.IOException;
import java.util.Map;

/** What the requests of one shot ask for; a new one for each shot. */
public interface Workload extends AutoCloseable {

  /** The call that a request makes; asked for once all earlier stages have ended. */
  SlowCall call(int request);

  /** Takes what was found in the answer to a request; may be told by any thread. */
  default void found(int request, String found) {}

  /** What is wrong with requests whose status was right, by number; asked off the clock. */
  default Map<Integer, String> faults() throws IOException {
    return Map.of();
  }

  /** Removes what the shot left behind. */
  @Override
  default void close() throws IOException {}
}

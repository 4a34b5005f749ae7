package dev.fanout.bench.workload;

import dev.fanout.bench.backend.Call;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the requests of one shot ask for; a new one for each shot. */
public interface Workload extends AutoCloseable {

  /** What another JVM needs to make the same calls. */
  Specification specification();

  /**
   * The call that a request makes.
   *
   * @param fact its {@link #fact}, in whichever JVM that was found
   */
  Call call(int request, @Nullable String fact);

  /**
   * What the request needs of earlier answers, such as a cookie or a link; absent if it needs none.
   * Asked for once all earlier stages have ended.
   */
  default @Nullable String fact(int request) {
    return null;
  }

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

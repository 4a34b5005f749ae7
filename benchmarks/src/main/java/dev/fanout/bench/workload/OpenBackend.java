package dev.fanout.bench.workload;

import dev.fanout.bench.backend.Backend;
import java.util.Optional;
import java.util.OptionalInt;

/** A backend as a JVM has opened it: it makes calls, and says what those of a shot ask for. */
public interface OpenBackend extends Backend, Destination {
  /** Whether it has a quick answer, to warm up on. */
  default boolean hasQuickAnswer() {
    return false;
  }

  /** Where a JVM warms up; itself without a quick answer. */
  default Destination warmUp() {
    return this;
  }

  /** Why it cannot take so many connections at once, as far as it tells; empty if it can. */
  default Optional<String> obstacle(int connectionsAtOnce) {
    return Optional.empty();
  }

  /** How many connections it takes for calls; empty where it does not tell, or has no limit. */
  default OptionalInt mostConnections() {
    return OptionalInt.empty();
  }

  /** Why it cannot be called by HTTP/2, where it is to be; empty if it can, or is not. */
  default Optional<String> http2Obstacle() {
    return Optional.empty();
  }

  /** What is still there after its clients were closed, in words; empty where nothing is known. */
  default Optional<String> leftBehind() {
    return Optional.empty();
  }

  /** The same workload as that of the JVM which wrote the specification. */
  Workload workload(Specification shot);
}

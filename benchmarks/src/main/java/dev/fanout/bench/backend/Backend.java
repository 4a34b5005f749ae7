package dev.fanout.bench.backend;

/**
 * A system that can be called. What it opens holds the connections, and lives as long as a model.
 */
public interface Backend {
  /** The usual client, blocking, for so many requests at once. */
  BlockingCalls blocking(int inFlight);

  /**
   * The blocking client of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  BlockingCalls blocking(String client, int inFlight);

  /**
   * The asynchronous client of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  AsyncCalls async(String client, int inFlight);

  /** What another JVM needs to open the same. */
  Opening opening();
}

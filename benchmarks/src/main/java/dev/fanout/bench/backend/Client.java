package dev.fanout.bench.backend;

/** A client of a backend, before it is opened: what a model's schedule depends on. */
public interface Client {
  /** Its name in options and files. */
  String key();

  /** Whether it makes calls that hold their thread. */
  boolean blocks();

  /** Whether it makes calls that return at once. */
  boolean callsBack();

  /** The most requests that it has in flight, whatever it is opened for; else the largest int. */
  default int limit() {
    return Integer.MAX_VALUE;
  }

  /**
   * The line of Java that sets how many connections it keeps open for its calls, with {@code %1$d}
   * for that; empty where it keeps none.
   */
  default String pooledBy() {
    return "";
  }

  /** About how many connections it opens by HTTP/2 for so many calls at once. */
  default int connections(int inFlight) {
    return inFlight;
  }

  /** Whether its calls by HTTP/2 wait for each other where the server allows no more streams. */
  default boolean waitsForStreams() {
    return false;
  }

  /** How many threads handle the answers; the largest int if there are as many as needed. */
  default int threads() {
    return Integer.MAX_VALUE;
  }
}

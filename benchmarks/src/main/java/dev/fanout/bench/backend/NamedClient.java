package dev.fanout.bench.backend;

/** A client that a backend opens by its name. */
public record NamedClient(String key, boolean blocks, boolean callsBack) implements Client {
  /** A client whose calls hold their thread. */
  public static NamedClient blocking(String key) {
    return new NamedClient(key, true, false);
  }

  /** A client whose calls return at once. */
  public static NamedClient async(String key) {
    return new NamedClient(key, false, true);
  }
}

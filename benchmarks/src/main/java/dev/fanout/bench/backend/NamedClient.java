package dev.fanout.bench.backend;

/** A client that a backend opens by its name. */
public record NamedClient(String key, boolean blocks, boolean callsBack, String pooledBy)
    implements Client {
  /** A client whose calls hold their thread. */
  public static NamedClient blocking(String key) {
    return new NamedClient(key, true, false, "");
  }

  /** A client whose calls return at once. */
  public static NamedClient async(String key) {
    return new NamedClient(key, false, true, "");
  }

  /** The same, which keeps connections open, as many as that line of Java says. */
  public NamedClient pooledBy(String java) {
    return new NamedClient(key, blocks, callsBack, java);
  }

  /**
   * Makes sure that the client of that name is asked for.
   *
   * @throws IllegalArgumentException if it is another one
   */
  public static void require(String client, String only) {
    if (!client.equals(only)) {
      throw new IllegalArgumentException("client '%s' is not %s".formatted(client, only));
    }
  }
}

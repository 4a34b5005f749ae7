package dev.fanout.bench.backend;

/** A server that this process has started, and that ends with it. */
public interface StartedServer extends AutoCloseable {
  /** Where it is. */
  Endpoint endpoint();

  /** What it is, in words. */
  String describes();

  /** Whether its process runs. */
  boolean isAlive();

  /** Ends the process, and removes what it has written. */
  @Override
  void close();
}

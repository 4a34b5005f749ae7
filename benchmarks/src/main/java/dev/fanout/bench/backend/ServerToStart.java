package dev.fanout.bench.backend;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** An endpoint that is not there yet: its server is started for a run, and ends with it. */
public interface ServerToStart extends Endpoint {
  /**
   * Starts the server and waits until it answers.
   *
   * @throws IOException if it does not start; the message says why, and what to do
   */
  StartedServer start() throws IOException;

  /** The server runs on this machine. */
  @Override
  default Optional<String> host() {
    return Optional.empty();
  }

  /** Known once it is started. */
  @Override
  default Map<String, String> settings() {
    throw new IllegalStateException(this + " is not started");
  }

  @Override
  default String option() {
    return "--backend";
  }

  @Override
  default String mask(String text) {
    return text;
  }
}

package dev.fanout.bench.backend;

import java.time.Duration;
import java.util.Map;

/**
 * What a JVM needs to open a backend.
 *
 * @param backend the backend's key
 * @param settings those of the {@link Endpoint}, which may hold secrets
 * @param timeout how long a call may take, the same for all models
 */
public record Opening(String backend, Map<String, String> settings, Duration timeout) {
  /** Copies the settings. */
  public Opening {
    settings = Map.copyOf(settings);
  }
}

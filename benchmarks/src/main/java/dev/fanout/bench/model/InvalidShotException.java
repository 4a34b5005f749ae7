package dev.fanout.bench.model;

import org.jspecify.annotations.Nullable;

/** A shot that does not count. */
public final class InvalidShotException extends RuntimeException {
  InvalidShotException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

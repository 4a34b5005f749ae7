package dev.fanout.server;

import java.net.BindException;

/** The port is taken by another process. */
public final class PortInUseException extends RuntimeException {
  private PortInUseException(int port, Throwable cause) {
    super(
        "port %d on 127.0.0.1 is in use: name a free one, or 0 to have one chosen".formatted(port),
        cause);
  }

  static RuntimeException orElse(RuntimeException failure, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new PortInUseException(port, failure);
      }
    }
    return failure;
  }
}

package dev.fanout.bench.backend.http;

import java.io.IOException;

/** Says that the server had closed a kept connection, so that a GET may be sent on another one. */
final class StaleConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  StaleConnectionException(Throwable cause) {
    super("the server closed the connection before an answer came", cause);
  }
}

package dev.fanout.bench.backend.http;

import java.io.IOException;

/** An answer came, or would have come, by HTTP/1.1, where the call was to go by HTTP/2. */
final class OtherVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  OtherVersionException() {
    super("the answer came by HTTP/1.1, and not by HTTP/2");
  }
}

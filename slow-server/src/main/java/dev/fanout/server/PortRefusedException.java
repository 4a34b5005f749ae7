package dev.fanout.server;

import java.net.BindException;

/** The system does not let this process listen on the port. */
public final class PortRefusedException extends RuntimeException {
  private PortRefusedException(int port, String why, Throwable cause) {
    super(
        "port %d on 127.0.0.1 %s: name a free one from 1024 to 65535, or 0 for any free port"
            .formatted(port, why),
        cause);
  }

  /** The failure of a server's start: this exception if the port is the cause. */
  static RuntimeException orElse(RuntimeException failure, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        boolean denied = String.valueOf(cause.getMessage()).startsWith("Permission denied");
        String why = denied ? "needs rights that this user does not have" : "is in use";
        return new PortRefusedException(port, why, failure);
      }
    }
    return failure;
  }
}

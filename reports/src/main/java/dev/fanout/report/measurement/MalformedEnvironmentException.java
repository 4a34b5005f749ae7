package dev.fanout.report.measurement;

import java.io.IOException;

/** An environment.json that is not what its name promises; the message names what is amiss. */
public final class MalformedEnvironmentException extends IOException {
  MalformedEnvironmentException(String message) {
    super(message);
  }
}

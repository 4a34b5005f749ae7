package dev.fanout.report.measurement;

import java.io.IOException;

/**
 * A run folder that no report can be made from, since a file is missing or is not what its name
 * promises; the message is one sentence that names the file and what is wrong in it.
 */
public class UnreadableRunException extends IOException {
  /** Says what is wrong, in one sentence; what it quotes of the file is {@link PlainText}. */
  public UnreadableRunException(String message) {
    super(PlainText.of(message));
  }
}

package dev.fanout.report.threshold;

/** A threshold that makes no sense; the message names the bad value and what is accepted. */
public final class MalformedThresholdException extends IllegalArgumentException {
  MalformedThresholdException(String message) {
    super(message);
  }
}

package dev.fanout.bench.plan;

/** A request that makes no sense; the message names the value and what is accepted. */
public final class RefusedException extends RuntimeException {
  /** Refuses, in one sentence. */
  public RefusedException(String message) {
    super(message);
  }
}

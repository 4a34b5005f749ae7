package dev.fanout.bench.backend.http;

/** The bytes that a request carries, which are not copied. */
public final class Body {
  /** That of a request without one. */
  public static final Body NONE = new Body(new byte[0]);

  private final byte[] bytes;

  Body(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }
}

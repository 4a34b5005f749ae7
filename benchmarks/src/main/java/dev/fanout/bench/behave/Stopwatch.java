package dev.fanout.bench.behave;

/** Time since something was asked of a model. */
record Stopwatch(long begun) {
  /** A return within so much time came at once, even on a busy machine. */
  static final double AT_ONCE_MS = 250;

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  double millis() {
    return (System.nanoTime() - begun) / 1e6;
  }
}

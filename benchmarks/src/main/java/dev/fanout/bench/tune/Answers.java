package dev.fanout.bench.tune;

import java.util.Arrays;

/** When the answers of a shot came, and how long its requests were in flight. */
public final class Answers {
  private final double[] endsMs;
  private final double inFlightMs;

  /**
   * The answers of a shot.
   *
   * @param startsMs when each request was sent, in milliseconds
   * @param endsMs when its answer was there, on the same clock and in the same order
   */
  public Answers(double[] startsMs, double[] endsMs) {
    double begun = Arrays.stream(startsMs).min().orElseThrow();
    this.endsMs = Arrays.stream(endsMs).map(end -> end - begun).sorted().toArray();
    inFlightMs = (Arrays.stream(endsMs).sum() - Arrays.stream(startsMs).sum()) / endsMs.length;
  }

  /** The mean time in milliseconds from the sending of a request to its answer. */
  double inFlightMs() {
    return inFlightMs;
  }

  /**
   * How many requests the server answered at once, if it was never idle: Little's law. Each of L
   * places at the server is busy until its last answer, and those are the last L of all; together
   * they are busy for as long as all requests take that do not wait.
   *
   * @param callMs how long a request takes that does not wait, in milliseconds
   */
  double atOnce(double callMs) {
    double left = endsMs.length * callMs;
    for (int last = endsMs.length - 1; last >= 0; last--) {
      if (endsMs[last] >= left) {
        return endsMs.length - 1 - last + left / endsMs[last];
      }
      left -= endsMs[last];
    }
    return endsMs.length;
  }
}

package dev.fanout.bench.floor;

/**
 * The queue M/M/c: requests that arrive at random, service times that are exponentially
 * distributed, and so many places.
 *
 * <p>A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
 * automatic telephone exchanges", 1917.
 */
public final class ErlangC {
  private ErlangC() {}

  /**
   * The mean wait before service.
   *
   * @param perSecond how many requests arrive
   * @param serviceMs the mean service time
   * @return in milliseconds; infinite where as many arrive as are served, or more
   */
  public static double meanWaitMs(double perSecond, double serviceMs, int places) {
    double load = perSecond * serviceMs / 1_000;
    if (load >= places) {
      return Double.POSITIVE_INFINITY;
    }
    return waits(load, places) * serviceMs / (places - load);
  }

  /** The share of requests that wait, by the recursion of Erlang's loss formula. */
  private static double waits(double load, int places) {
    double lost = 1;
    for (int place = 1; place <= places; place++) {
      lost = load * lost / (place + load * lost);
    }
    return lost / (1 - load / places * (1 - lost));
  }
}

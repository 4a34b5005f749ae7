package dev.fanout.server;

/** Counts the requests that the slow server is holding; safe for use by many threads. */
final class LoadCounter {
  private long served;
  private int inFlight;
  private int peakInFlight;

  synchronized void began() {
    inFlight++;
    peakInFlight = Math.max(peakInFlight, inFlight);
  }

  synchronized void ended() {
    inFlight--;
    served++;
  }

  synchronized Load load() {
    return new Load(served, inFlight, peakInFlight);
  }

  /** Forgets what was served; requests still in flight stay counted. */
  synchronized void reset() {
    served = 0;
    peakInFlight = inFlight;
  }
}

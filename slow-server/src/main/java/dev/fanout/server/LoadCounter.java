package dev.fanout.server;

/** Counts the requests that the slow server is holding; safe for use by many threads. */
final class LoadCounter {
  private long served;
  private int inFlight;
  private int peakInFlight;
  private long logins;

  synchronized void began() {
    inFlight++;
    peakInFlight = Math.max(peakInFlight, inFlight);
  }

  synchronized void ended() {
    inFlight--;
    served++;
  }

  synchronized void loggedIn() {
    logins++;
  }

  synchronized Load load() {
    return new Load(served, inFlight, peakInFlight, logins);
  }

  /** Forgets what was served; requests still in flight stay counted. */
  synchronized void reset() {
    served = 0;
    logins = 0;
    peakInFlight = inFlight;
  }
}

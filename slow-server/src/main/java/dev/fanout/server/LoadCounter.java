package dev.fanout.server;

/** Counts the requests that the slow server is holding; safe for use by many threads. */
final class LoadCounter implements AutoCloseable {
  private final StandStillWatch watch = StandStillWatch.start();
  private long served;
  private int inFlight;
  private int peakInFlight;
  private long logins;
  private long stoodStillMs;

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

  Load load() {
    long stood = watch.take().toMillis(); // before the lock, for which requests in flight wait
    synchronized (this) {
      stoodStillMs += stood;
      return new Load(served, inFlight, peakInFlight, logins, stoodStillMs);
    }
  }

  /** Forgets what was served; requests still in flight stay counted. */
  void reset() {
    watch.take();
    synchronized (this) {
      served = 0;
      logins = 0;
      peakInFlight = inFlight;
      stoodStillMs = 0;
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}

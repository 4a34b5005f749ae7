package dev.fanout.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the requests that the slow server is holding; safe for use by many threads. */
final class LoadCounter implements AutoCloseable {
  private final StandStillWatch watch = StandStillWatch.start();
  private long served;
  private int inFlight;
  private int peakInFlight;
  private long logins;
  private long stoodStillMs;
  private long connections;
  private boolean anyBegan;
  private Optional<ResourceUsage> before = ResourceUsage.now(); // which links it, off the clock

  /**
   * A request has come.
   *
   * @param onNewConnection whether it is the first of its connection
   */
  synchronized void began(boolean onNewConnection) {
    if (!anyBegan) {
      anyBegan = true;
      before = ResourceUsage.now();
    }
    if (onNewConnection) {
      connections++;
    }
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
      return new Load(served, inFlight, peakInFlight, logins, stoodStillMs, connections, cpuMs());
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
      connections = 0;
      anyBegan = false;
    }
  }

  private @Nullable Double cpuMs() {
    if (!anyBegan) {
      return 0.0;
    }
    Optional<ResourceUsage> now = ResourceUsage.now();
    return before.isPresent() && now.isPresent()
        ? Double.valueOf(now.get().cpuMs() - before.get().cpuMs())
        : null;
  }

  @Override
  public void close() {
    watch.close();
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.model.ShotTrace;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a shooter found out of a shot.
 *
 * @param elapsedMs the wall time by the shooter's clock; empty if the shot does not count
 * @param trace what the measured JVM wrote of it; empty if it ended before it could
 * @param trouble why there is no trace, in a sentence; empty if there is one, or nothing is known
 * @param ownRecord writes what the shooter itself records of a shot that turns out to be valid
 */
public record ShotResult(
    OptionalDouble elapsedMs,
    Optional<ShotTrace> trace,
    Optional<String> trouble,
    OwnRecord ownRecord) {
  /** Writes a shooter's own record. */
  public interface OwnRecord {
    /** For a shooter that has none. */
    OwnRecord NONE = () -> {};

    /** Writes it. */
    void write() throws IOException;
  }

  /** A shot that does not count, and of which no wall time is known. */
  public static ShotResult failed(Optional<ShotTrace> trace, Optional<String> trouble) {
    return new ShotResult(OptionalDouble.empty(), trace, trouble, OwnRecord.NONE);
  }

  /** Whether it ended before it was known how it went. */
  boolean isCutShort() {
    return trace.isEmpty() || (elapsedMs.isEmpty() && trace.get().failure() == null);
  }

  /** The same shot, which was stopped for that reason. */
  ShotResult stopped(String why) {
    return failed(Optional.empty(), Optional.of(why));
  }
}

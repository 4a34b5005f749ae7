package dev.fanout.report.measurement;

import java.util.Locale;

/**
 * A process that stood still while a shot was fired, since something stopped it.
 *
 * @param process which one: {@code measured JVM}, {@code slow server}, or {@code worker} with its
 *     number
 * @param ms for how long
 */
public record StandStill(String process, double ms) {
  /** Why a shot that met it does not count. */
  public String failure() {
    return String.format(
        Locale.ROOT,
        "A process stood still, so the wall time says nothing about the model: %s, for %.1f s.",
        process,
        ms / 1_000);
  }
}

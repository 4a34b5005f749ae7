package dev.fanout.report.behaviour;

import dev.fanout.report.measurement.Unit;
import java.util.Locale;

/** Something counted or timed while a model was observed: a column of behaviour.csv. */
public enum Figure {
  /** Until the model returned, since it was asked or, where it was cancelled, since then. */
  RETURNED_MS(Unit.MS),
  /** How long after the deadline it returned. */
  LATE_MS(Unit.MS),
  /** Requests of the scenario. */
  REQUESTS(Unit.COUNT),
  /** Right answers that whoever asked has in hands. */
  DELIVERED(Unit.COUNT),
  /** Failures that were reported to whoever asked, each with its request and its cause. */
  FAILED(Unit.COUNT),
  /** Requests that were reported to have neither. */
  PENDING(Unit.COUNT),
  /** Requests that came to the server. */
  CAME(Unit.COUNT),
  /** Of these, after the model had returned: without an answer, and the client still waits. */
  STILL_RUNNING(Unit.COUNT),
  /** Likewise: without an answer, and nobody will take it. */
  GIVEN_UP(Unit.COUNT),
  /** Platform threads left once the model was closed. */
  THREADS_LEFT(Unit.COUNT),
  /** Likewise connections. */
  CONNECTIONS_LEFT(Unit.COUNT),
  /** Likewise open files. */
  FILES_LEFT(Unit.COUNT),
  /** Likewise processes. */
  PROCESSES_LEFT(Unit.COUNT),
  /** What the waiting tasks held on the heap. */
  MEMORY_KB(Unit.KB);

  private final Unit unit;

  Figure(Unit unit) {
    this.unit = unit;
  }

  /** What it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** As behaviour.csv has it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}

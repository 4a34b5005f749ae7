package dev.fanout.report.measurement;

import java.util.Arrays;

/** What a micro-benchmark measures one of. */
public enum Quantity {
  /** One task hands over to another, and waits for its next turn. */
  HAND_OFF("ns/hand-off", "Hand-off from one task to another"),
  /** A task is created, runs and ends. */
  CREATION("ns/task", "Creation and end of a task"),
  /** A request to the slow server without a delay, on a connection that is kept open. */
  REQUEST("ns/request", "One request without a delay"),
  /** A wait whose length is known. */
  WAIT("ns/wait", "Known time, as a check"),
  /** The memory of a task that waits. */
  PARKED("bytes/task", "Memory of a parked task"),
  /** Memory whose size is known. */
  ARRAY("bytes/array", "Known memory, as a check");

  private final String unit;
  private final String title;

  Quantity(String unit, String title) {
    this.unit = unit;
    this.title = title;
  }

  /** The unit as files have it, such as {@code ns/hand-off}. */
  public String unit() {
    return unit;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  /** Whether it is a time; else it is memory. */
  public boolean isTime() {
    return unit.startsWith("ns/");
  }

  /**
   * The quantity of that unit.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Quantity of(String unit) {
    return Arrays.stream(values())
        .filter(each -> each.unit.equals(unit))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no unit: " + unit));
  }
}

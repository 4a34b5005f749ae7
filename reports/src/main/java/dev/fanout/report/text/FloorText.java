package dev.fanout.report.text;

import dev.fanout.report.measurement.Environment.Plan;

/** What is called a floor: the least time possible, or what follows from an assumed delay. */
public final class FloorText {
  private FloorText() {}

  /** The heading of a column of floors. */
  public static String title(boolean assumed) {
    return assumed ? "assumed floor" : "floor";
  }

  /** What a wall time is above, in a sentence. */
  public static String least(Plan plan) {
    return plan.delayAssumed() ? "its assumed floor" : "the least time possible";
  }

  /** What the floor is, after its name. */
  public static String means(Plan plan) {
    return "the least wall time that a perfect machine needs for the case"
        + (plan.delayAssumed()
            ? ". It is assumed here: the delay is the server's own, and taken to be %s for each request"
                .formatted(Figures.delay(plan.delayMs()))
            : "");
  }
}

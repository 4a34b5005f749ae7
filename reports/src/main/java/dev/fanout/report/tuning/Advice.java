package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * The size that is recommended, and why.
 *
 * @param size the smallest size that meets the goal or, where none does, that comes within 5 % of
 *     the best
 * @param goalMet whether it meets the goal; always, where the goal is the makespan
 * @param best the measured size with the shortest wall time
 * @param knee the smallest measured size within 5 % of it
 * @param nextStep the next larger one with which the theory, all limits in mind, expects a gain,
 *     allowed or not; absent if there is none
 * @param limit what keeps a larger size from being better
 * @param java the line of Java that sets the size
 * @param proved whether its fresh shots confirm it: they meet the goal, and for a makespan or a
 *     percentile took at most 5 % longer than those of the best neighbour that meets it
 * @param regret how much longer they took than those of that neighbour, as a share; absent if there
 *     were no fresh shots of both
 */
public record Advice(
    int size,
    boolean goalMet,
    int best,
    int knee,
    @Nullable Integer nextStep,
    Limit limit,
    String java,
    boolean proved,
    @Nullable Double regret) {

  /**
   * A size within this factor of the best wall time is as good: 5 % more time is a fair price for a
   * smaller pool, and more than warm shots of one size differ by.
   */
  public static final double WITHIN = 1.05;

  /** Refuses numbers that no advice has. */
  public Advice {
    Bounds.require("size", size, 1);
    Bounds.require("best", best, 1);
    Bounds.require("knee", knee, 1);
    Bounds.require("nextStep", nextStep, 1);
    Bounds.requireAbove("regret", regret, -1);
  }

  /** What binds. */
  public enum Limit {
    /** All requests are in flight: one delay is the least. */
    REQUESTS,
    /** The cores compute all the time. */
    CPU,
    /** The server answers no more at once. */
    SERVER,
    /** The server saw fewer at once than the size allows: something in the client caps them. */
    CLIENT,
    /** No larger size was allowed. */
    MAX_SIZE,
    /** The requests themselves: the longest of them, or those that go one after another. */
    WORK,
    /** The goal asks for no more. */
    GOAL,
    /** The connections of the pool, which was not what was tuned: each carries one request. */
    CONNECTIONS,
    /** Other programs kept the cores busy, so that the times show no limit. */
    MACHINE
  }
}

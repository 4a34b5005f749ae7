package dev.fanout.server;

import java.time.Duration;

/**
 * A time during which the slow server answers nothing. What falls due meanwhile is answered once it
 * is over, in the order in which it fell due, and 50 times as fast as it did: a server that stood
 * still works its backlog off.
 *
 * @param length how long it lasts
 * @param at when it begins, counted from the first request
 */
public record Stall(Duration length, Duration at) {
  private static final int TIMES_AS_FAST = 50;

  /**
   * Reads {@code 1s@10s}.
   *
   * @throws IllegalArgumentException if the text is not two times with an @ between
   */
  public static Stall parse(String text) {
    String[] times = text.strip().split("@", -1);
    if (times.length != 2) {
      throw new IllegalArgumentException(
          "'%s' is not a stall: give its length and when it begins, such as 1s@10s"
              .formatted(text));
    }
    return new Stall(TimeSpan.parse(times[0]), TimeSpan.parse(times[1]));
  }

  /** The form that {@link #parse} reads. */
  public String text() {
    return TimeSpan.text(length) + "@" + TimeSpan.text(at);
  }

  /**
   * When an answer really comes that is due then; never before one that is due earlier.
   *
   * @param due in nanoseconds from the first request
   */
  public long answered(long due) {
    long from = at.toNanos();
    long until = from + length.toNanos();
    return due < from ? due : Math.max(due, until + (due - from) / TIMES_AS_FAST);
  }
}

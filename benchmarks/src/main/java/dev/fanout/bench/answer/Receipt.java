package dev.fanout.bench.answer;

import dev.fanout.report.measurement.RequestTrace;
import org.jspecify.annotations.Nullable;

/**
 * How a request went.
 *
 * @param status {@link RequestTrace#OK}, or what is wrong
 * @param found what later requests of the shot need of the answer: a cookie, links; else absent
 */
public record Receipt(String status, @Nullable String found) {
  private static final Receipt RIGHT = new Receipt(RequestTrace.OK, null);

  /** A right answer. */
  static Receipt right() {
    return RIGHT;
  }

  /** A right answer, and what was found in it. */
  static Receipt found(String found) {
    return new Receipt(RequestTrace.OK, found);
  }

  /** An answer that is wrong, or none. */
  public static Receipt wrong(String status) {
    return new Receipt(status, null);
  }

  /** Whether the answer was right. */
  public boolean isRight() {
    return status.equals(RequestTrace.OK);
  }
}

package dev.fanout.report.measurement;

/**
 * What happened to one request of a shot.
 *
 * @param request its number, from 0
 * @param lane the thread, worker or slot that carried it, from 0 in the order of first use
 * @param startMs when it was sent, from the start of the shot
 * @param endMs when its answer had been read, from the start of the shot
 * @param status {@code ok}, or what went wrong
 */
public record RequestTrace(int request, int lane, double startMs, double endMs, String status) {
  /** The status of a request that was answered rightly. */
  public static final String OK = "ok";

  /** Refuses a request that contradicts itself; takes the status as {@link PlainText}. */
  public RequestTrace {
    status = PlainText.of(status);
    Bounds.require("request", request, 0);
    Bounds.require("lane", lane, 0);
    Bounds.require("start_ms", startMs, 0);
    if (!(endMs >= startMs)) {
      throw new IllegalArgumentException(
          "end_ms is %s, before start_ms %s".formatted(endMs, startMs));
    }
  }
}

package dev.fanout.report.measurement;

import org.jspecify.annotations.Nullable;

/**
 * What happened to one request of a shot.
 *
 * @param request its number, from 0
 * @param lane the thread, worker or slot that carried it, from 0 in the order of first use
 * @param startMs when it was sent, from the start of the shot
 * @param endMs when its answer had been read, from the start of the shot
 * @param status {@code ok}, or what went wrong
 * @param intendedMs when it arrived, likewise, as planned and whatever the model made of it; absent
 *     in a batch
 */
public record RequestTrace(
    int request,
    int lane,
    double startMs,
    double endMs,
    String status,
    @Nullable Double intendedMs) {
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
    Bounds.require("intended_ms", intendedMs, 0);
    if (intendedMs != null && startMs < intendedMs) {
      throw new IllegalArgumentException(
          "start_ms is %s, before intended_ms %s".formatted(startMs, intendedMs));
    }
  }

  /** A request of a batch. */
  public RequestTrace(int request, int lane, double startMs, double endMs, String status) {
    this(request, lane, startMs, endMs, status, null);
  }
}

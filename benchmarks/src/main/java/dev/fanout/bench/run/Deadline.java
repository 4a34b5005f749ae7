package dev.fanout.bench.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** By when something must have ended: a moment, or sooner if the run is told to end. */
final class Deadline {
  private final long endNanos;
  private final CompletableFuture<?> stop;

  private Deadline(long endNanos, CompletableFuture<?> stop) {
    this.endNanos = endNanos;
    this.stop = stop;
  }

  /**
   * That much later than now.
   *
   * @param stop completes when the run is told to end
   */
  static Deadline in(Duration time, CompletableFuture<?> stop) {
    return new Deadline(System.nanoTime() + time.toNanos(), stop);
  }

  /** That much later than now, but never later than this one. */
  Deadline orIn(Duration time) {
    return in(time.compareTo(left()) < 0 ? time : left(), stop);
  }

  /** The time until then; zero once it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /** Whether the run was told to end. */
  boolean isStopped() {
    return stop.isDone();
  }

  /** Whether nothing more may be begun. */
  boolean isOver() {
    return isStopped() || left().isZero();
  }

  /** Waits for that until the deadline is over; whether it came. */
  boolean await(CompletableFuture<?> awaited) throws InterruptedException {
    try {
      CompletableFuture.anyOf(awaited, stop).get(left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return awaited.isDone();
    }
    return awaited.isDone();
  }

  /** Waits so long, but not beyond the deadline. */
  void pause(Duration time) throws InterruptedException {
    orIn(time).await(new CompletableFuture<>());
  }
}

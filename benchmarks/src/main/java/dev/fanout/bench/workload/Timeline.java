package dev.fanout.bench.workload;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.StandStill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one shot, and when each was sent and answered.
 *
 * <p>Each request writes to slots of its own, so that recording costs two clock readings and no
 * contention. Read it after the fan-out has returned; only {@link #finished} may be read earlier.
 */
public final class Timeline {
  private final long[] startNanos;
  private final long[] endNanos;
  private final long[] lanes;
  private final @Nullable Outcome[] outcomes;
  private @Nullable StandStill stoodStill;
  private long origin;

  /** A timeline for {@code requests} calls. */
  public Timeline(int requests) {
    startNanos = new long[requests];
    endNanos = new long[requests];
    lanes = new long[requests];
    outcomes = new @Nullable Outcome[requests];
  }

  /** The number of requests. */
  public int requests() {
    return outcomes.length;
  }

  /** Sets the origin of all times to now. */
  public void begin() {
    origin = System.nanoTime();
  }

  /** Records a request, as {@link Batch#record}. */
  void record(int request, long lane, long start, long end, Outcome outcome) {
    lanes[request] = lane;
    startNanos[request] = start;
    endNanos[request] = end;
    outcomes[request] = outcome;
  }

  /** How a request went; absent if it has not ended. */
  @Nullable Outcome outcome(int request) {
    return outcomes[request];
  }

  /** Records that a process which the requests need stood still for so many nanoseconds. */
  public synchronized void stoodStill(String process, long nanos) {
    double ms = nanos / 1e6;
    if (ms > (stoodStill == null ? 0 : stoodStill.ms())) {
      stoodStill = new StandStill(process, ms);
    }
  }

  /** The process that stood still for the longest time; absent if none did. */
  public synchronized @Nullable StandStill stoodStill() {
    return stoodStill;
  }

  /** Whether those requests have ended, and rightly. */
  boolean isRight(int first, int count) {
    for (int request = first; request < first + count; request++) {
      Outcome outcome = outcomes[request];
      if (outcome == null || !outcome.isRight()) {
        return false;
      }
    }
    return true;
  }

  /** Takes back that requests went right, for the reasons given. */
  public void fault(Map<Integer, String> faults) {
    faults.forEach(
        (request, fault) -> {
          Outcome outcome = outcomes[request];
          if (outcome != null && outcome.isRight()) {
            outcomes[request] = new Outcome.Wrong(fault);
          }
        });
  }

  /** How many requests have ended, well or not; while the shot runs, a little behind. */
  public int finished() {
    return (int) Arrays.stream(outcomes).filter(Objects::nonNull).count();
  }

  /**
   * The requests that have ended, by number; lanes are counted from 0 in the order of first use.
   */
  public List<RequestTrace> traces() {
    Map<Long, Integer> laneNumbers = new LinkedHashMap<>();
    IntStream.range(0, requests())
        .filter(request -> outcomes[request] != null)
        .boxed()
        .sorted(Comparator.comparingLong(request -> startNanos[request]))
        .forEach(request -> laneNumbers.putIfAbsent(lanes[request], laneNumbers.size()));
    var traces = new ArrayList<RequestTrace>();
    for (int request = 0; request < requests(); request++) {
      Outcome outcome = outcomes[request];
      if (outcome != null) {
        traces.add(
            new RequestTrace(
                request,
                laneNumbers.getOrDefault(lanes[request], 0),
                (startNanos[request] - origin) / 1e6,
                (endNanos[request] - origin) / 1e6,
                outcome.status()));
      }
    }
    return traces;
  }
}

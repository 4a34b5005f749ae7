package dev.fanout.bench.workload;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.StandStill;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /** Released by who records and acquired by who reads, with all that is written before. */
  private final AtomicReferenceArray<@Nullable Outcome> outcomes;

  private final Moments moments;
  private int handedOver;
  private @Nullable StandStill stoodStill;
  private long origin;

  /**
   * When the requests of a stream arrive, and when they were handed to the model.
   *
   * @param intended in nanoseconds from the start; empty of a batch
   * @param handed by {@link System#nanoTime}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, nor seen outside
  private record Moments(long[] intended, long[] handed) {}

  /** A timeline for {@code requests} calls of a batch. */
  public Timeline(int requests) {
    this(requests, new long[0]);
  }

  private Timeline(int requests, long[] intended) {
    startNanos = new long[requests];
    endNanos = new long[requests];
    lanes = new long[requests];
    outcomes = new AtomicReferenceArray<>(requests);
    moments = new Moments(intended, new long[intended.length]);
  }

  /**
   * A timeline for the calls of a stream.
   *
   * @param moments when each arrives, in nanoseconds from the start
   */
  public static Timeline ofStream(long[] moments) {
    return new Timeline(moments.length, moments);
  }

  /** The number of requests. */
  public int requests() {
    return outcomes.length();
  }

  /** Sets the origin of all times to now. */
  public void begin() {
    origin = System.nanoTime();
  }

  /** Whether its requests arrive one by one. */
  boolean isOfStream() {
    return moments.intended.length > 0;
  }

  /** When a request of a stream is to be handed to the model, by {@link System#nanoTime}. */
  long intended(int request) {
    return origin + moments.intended[request];
  }

  /** Records when the next request of a stream was handed to the model. */
  void hand(int request, long nanoTime) {
    moments.handed[request] = nanoTime;
    handedOver = request + 1;
  }

  /** How late each request of a stream was that was handed to the model, in milliseconds. */
  public double[] latenessMs() {
    return IntStream.range(0, handedOver)
        .mapToDouble(request -> (moments.handed[request] - intended(request)) / 1e6)
        .toArray();
  }

  /** Records a request, as {@link Batch#record}. */
  void record(int request, long lane, long start, long end, Outcome outcome) {
    lanes[request] = lane;
    startNanos[request] = start;
    endNanos[request] = end;
    outcomes.setRelease(request, outcome);
  }

  /** How a request went; absent if it has not ended. */
  @Nullable Outcome outcome(int request) {
    return outcomes.getAcquire(request);
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
      Outcome outcome = outcome(request);
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
          Outcome outcome = outcome(request);
          if (outcome != null && outcome.isRight()) {
            outcomes.setRelease(request, new Outcome.Wrong(fault));
          }
        });
  }

  /** How many requests have ended, well or not; while the shot runs, a little behind. */
  public int finished() {
    return (int) IntStream.range(0, requests()).filter(request -> outcome(request) != null).count();
  }

  /**
   * The requests that have ended, by number; lanes are counted from 0 in the order of first use.
   */
  public List<RequestTrace> traces() {
    Map<Long, Integer> laneNumbers = new LinkedHashMap<>();
    IntStream.range(0, requests())
        .filter(request -> outcome(request) != null)
        .boxed()
        .sorted(Comparator.comparingLong(request -> startNanos[request]))
        .forEach(request -> laneNumbers.putIfAbsent(lanes[request], laneNumbers.size()));
    var traces = new ArrayList<RequestTrace>();
    for (int request = 0; request < requests(); request++) {
      Outcome outcome = outcome(request);
      if (outcome != null) {
        traces.add(
            new RequestTrace(
                request,
                laneNumbers.getOrDefault(lanes[request], 0),
                (startNanos[request] - origin) / 1e6,
                (endNanos[request] - origin) / 1e6,
                outcome.status(),
                isOfStream() ? Double.valueOf(moments.intended[request] / 1e6) : null));
      }
    }
    return traces;
  }
}

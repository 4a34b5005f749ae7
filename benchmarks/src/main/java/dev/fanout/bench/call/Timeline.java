package dev.fanout.bench.call;

import dev.fanout.report.measurement.RequestTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one shot, and when each was sent and answered.
 *
 * <p>Each request writes to slots of its own, so that recording costs two clock readings and no
 * contention. Read it after the fan-out has returned; only {@link #finished} may be read earlier.
 */
public final class Timeline {
  private final SlowCall call;
  private final long[] startNanos;
  private final long[] endNanos;
  private final long[] lanes;
  private final @Nullable String[] statuses;
  private long origin;

  /** A timeline for {@code requests} calls. */
  public Timeline(SlowCall call, int requests) {
    this.call = call;
    startNanos = new long[requests];
    endNanos = new long[requests];
    lanes = new long[requests];
    statuses = new @Nullable String[requests];
  }

  /** The number of requests. */
  public int requests() {
    return statuses.length;
  }

  /** The call that each request makes. */
  public SlowCall call() {
    return call;
  }

  /** Sets the origin of all times to now. */
  public void begin() {
    origin = System.nanoTime();
  }

  /** Makes a request on the calling thread, which is its lane, and records how it went. */
  public void get(int request, BlockingClient client) {
    long start = System.nanoTime();
    String status = call.ask(client);
    record(request, Thread.currentThread().threadId(), start, System.nanoTime(), status);
  }

  /** Sends a request, in a lane of its own; the future completes once its end is recorded. */
  public CompletableFuture<?> get(int request, AsyncClient client) {
    long start = System.nanoTime();
    return client
        .get(call)
        .handle(
            (answer, failure) -> {
              String status = failure == null ? call.check(answer) : SlowCall.failure(failure);
              record(request, request, start, System.nanoTime(), status);
              return answer;
            });
  }

  /**
   * Records a request that was made elsewhere.
   *
   * @param lane names the thread, worker or slot that carried it; any number, alike for alike
   * @param start as {@link System#nanoTime} of this JVM
   * @param end likewise
   */
  public void record(int request, long lane, long start, long end, String status) {
    lanes[request] = lane;
    startNanos[request] = start;
    endNanos[request] = end;
    statuses[request] = status;
  }

  /** How many requests have ended, well or not; while the shot runs, a little behind. */
  public int finished() {
    int finished = 0;
    for (String status : statuses) {
      if (status != null) {
        finished++;
      }
    }
    return finished;
  }

  /**
   * The requests that have ended, by number; lanes are counted from 0 in the order of first use.
   */
  public List<RequestTrace> traces() {
    Map<Long, Integer> laneNumbers = new LinkedHashMap<>();
    IntStream.range(0, requests())
        .filter(request -> statuses[request] != null)
        .boxed()
        .sorted(Comparator.comparingLong(request -> startNanos[request]))
        .forEach(request -> laneNumbers.putIfAbsent(lanes[request], laneNumbers.size()));
    var traces = new ArrayList<RequestTrace>();
    for (int request = 0; request < requests(); request++) {
      String status = statuses[request];
      if (status != null) {
        traces.add(
            new RequestTrace(
                request,
                laneNumbers.getOrDefault(lanes[request], 0),
                (startNanos[request] - origin) / 1e6,
                (endNanos[request] - origin) / 1e6,
                status));
      }
    }
    return traces;
  }
}

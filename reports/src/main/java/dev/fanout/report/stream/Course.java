package dev.fanout.report.stream;

import static java.util.Objects.requireNonNull;

import dev.fanout.report.measurement.RequestTrace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * How a stream went from its start to its end, in slices of equal length.
 *
 * @param sliceMs the length of a slice; the last may be shorter
 * @param slices in order
 */
public record Course(double sliceMs, List<Slice> slices) {
  private static final int MOST_SLICES = 60;
  private static final int ENOUGH = 10; // requests of a slice, so that its median is one

  /**
   * A part of a stream.
   *
   * @param fromMs when it begins
   * @param requests how many arrived in it
   * @param medianMs their median response time; absent where none arrived
   * @param longestMs their longest response time
   * @param backlog the most requests that had arrived and were not yet sent, at any moment of it
   */
  public record Slice(
      double fromMs,
      int requests,
      @Nullable Double medianMs,
      @Nullable Double longestMs,
      int backlog) {}

  /**
   * That of a shot.
   *
   * @param requests all of them, each with its intended moment
   * @param streamMs how long they arrived
   */
  public static Course of(List<RequestTrace> requests, long streamMs) {
    double sliceMs = sliceMs(requests.size(), streamMs);
    int slices = (int) Math.ceil(streamMs / sliceMs - 1e-9);
    double[] arrived = sorted(requests.stream().mapToDouble(Course::arrivedMs).toArray());
    double[] sent = sorted(requests.stream().mapToDouble(RequestTrace::startMs).toArray());
    return new Course(
        sliceMs,
        IntStream.range(0, slices)
            .mapToObj(i -> slice(i * sliceMs, (i + 1) * sliceMs, requests, arrived, sent))
            .toList());
  }

  private static Slice slice(
      double fromMs, double toMs, List<RequestTrace> requests, double[] arrived, double[] sent) {
    double[] responses = responses(requests, fromMs, toMs);
    return new Slice(
        fromMs,
        responses.length,
        responses.length == 0 ? null : Double.valueOf(Median.withDefaults().evaluate(responses)),
        responses.length == 0 ? null : Double.valueOf(Arrays.stream(responses).max().getAsDouble()),
        Math.toIntExact(
            IntStream.concat(
                    IntStream.of(backlog(fromMs, arrived, sent)),
                    Arrays.stream(arrived)
                        .filter(ms -> ms >= fromMs && ms < toMs)
                        .mapToInt(ms -> backlog(ms, arrived, sent)))
                .max()
                .getAsInt()));
  }

  /** The response times of the requests that arrived then. */
  static double[] responses(List<RequestTrace> requests, double fromMs, double toMs) {
    return requests.stream()
        .filter(each -> arrivedMs(each) >= fromMs && arrivedMs(each) < toMs)
        .mapToDouble(StreamFigures::responseMs)
        .toArray();
  }

  static double arrivedMs(RequestTrace request) {
    return requireNonNull(request.intendedMs());
  }

  private static int backlog(double ms, double[] arrived, double[] sent) {
    return upTo(ms, arrived) - upTo(ms, sent);
  }

  /** How many of the sorted moments are at most that one. */
  private static int upTo(double ms, double[] moments) {
    int from = 0;
    int to = moments.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (moments[middle] <= ms) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static double[] sorted(double[] values) {
    Arrays.sort(values);
    return values;
  }

  /** A round length: 1, 2 or 5 times a power of ten. */
  static double sliceMs(int requests, long streamMs) {
    double least =
        Math.max(
            (double) streamMs / MOST_SLICES, (double) streamMs * ENOUGH / Math.max(1, requests));
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    return IntStream.of(1, 2, 5, 10)
        .mapToDouble(times -> times * power)
        .filter(ms -> ms >= least - 1e-9)
        .boxed()
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}

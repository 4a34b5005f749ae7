package dev.fanout.report.stream;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What the requests of a stream show together.
 *
 * <p>The response time of a request counts from its intended moment, the service time from its
 * sending: a request that has to wait for its turn waits in the first and not in the second. The
 * percentiles are those of an HdrHistogram, so exact to a part in 10,000.
 */
public final class StreamFigures {
  private static final int DIGITS = 4;
  private static final int LEFT_OUT = 10; // one in so many parts of the stream, the first
  private static final double MICROS = 1e3;

  private final List<RequestTrace> requests;
  private final double fromMs;
  private final double toMs;

  /**
   * The requests of a stream.
   *
   * @param requests those that were answered, each with its intended moment
   * @param streamMs how long they arrived
   */
  public StreamFigures(List<RequestTrace> requests, long streamMs) {
    this.requests = requests;
    fromMs = warmUpMs(streamMs);
    toMs = streamMs;
  }

  /** How long the warm-up part of a stream is, whose requests are left out. */
  public static double warmUpMs(long streamMs) {
    return (double) streamMs / LEFT_OUT;
  }

  /** The values of all metrics of a stream that follow from its requests alone. */
  public Map<Metric, Double> values() {
    var values = new EnumMap<Metric, Double>(Metric.class);
    List<RequestTrace> counted = counted();
    if (counted.isEmpty()) {
      return values;
    }
    Histogram response = histogram(counted, StreamFigures::responseMs);
    Histogram service = histogram(counted, each -> each.endMs() - each.startMs());
    double longestResponse = max(counted, StreamFigures::responseMs);
    double longestService = max(counted, each -> each.endMs() - each.startMs());
    for (Percentile each : Percentile.ALL) {
      if (counted.size() >= each.fewest()) { // the digits that it lacks could exceed the longest
        values.put(each.response(), Math.min(valueMs(response, each.share()), longestResponse));
        values.put(each.service(), Math.min(valueMs(service, each.share()), longestService));
      }
    }
    values.put(Metric.RESPONSE_MAX_MS, longestResponse);
    values.put(Metric.SERVICE_MAX_MS, longestService);
    values.put(
        Metric.WAIT_MEAN_MS,
        counted.stream().mapToDouble(StreamFigures::waitMs).average().orElseThrow());
    values.put(Metric.OFFERED_PER_S, perSecond(counted.size()));
    values.put(
        Metric.ACHIEVED_PER_S,
        perSecond(requests.stream().filter(each -> isWithin(each.endMs())).count()));
    values.put(Metric.BACKLOG_MAX, (double) greatestBacklog());
    values.put(Metric.WAITING_AT_END, (double) waitingAtEnd());
    return values;
  }

  /** The requests that arrived after the warm-up part. */
  public List<RequestTrace> counted() {
    return requests.stream().filter(each -> isWithin(intendedMs(each))).toList();
  }

  private boolean isWithin(double ms) {
    return ms >= fromMs && ms < toMs;
  }

  private double perSecond(long count) {
    return count / (toMs - fromMs) * 1_000;
  }

  /** The time from the intended moment of a request to its answer. */
  public static double responseMs(RequestTrace request) {
    return request.endMs() - intendedMs(request);
  }

  private static double waitMs(RequestTrace request) {
    return request.startMs() - intendedMs(request);
  }

  private static double intendedMs(RequestTrace request) {
    return Objects.requireNonNull(request.intendedMs());
  }

  private static double max(List<RequestTrace> requests, ToDoubleFunction<RequestTrace> time) {
    return requests.stream().mapToDouble(time).max().orElseThrow();
  }

  private static Histogram histogram(
      List<RequestTrace> requests, ToDoubleFunction<RequestTrace> time) {
    var histogram = new Histogram(DIGITS);
    requests.forEach(each -> histogram.recordValue(Math.round(time.applyAsDouble(each) * MICROS)));
    return histogram;
  }

  private static double valueMs(Histogram histogram, double share) {
    return histogram.getValueAtPercentile(share * 100) / MICROS;
  }

  private int greatestBacklog() {
    double[] arrived = requests.stream().mapToDouble(StreamFigures::intendedMs).sorted().toArray();
    double[] sent = requests.stream().mapToDouble(RequestTrace::startMs).sorted().toArray();
    int greatest = 0;
    int gone = 0;
    for (int come = 0; come < arrived.length; come++) {
      while (gone < sent.length && sent[gone] <= arrived[come]) {
        gone++;
      }
      greatest = Math.max(greatest, come + 1 - gone);
    }
    return greatest;
  }

  private int waitingAtEnd() {
    return (int)
        requests.stream().filter(each -> intendedMs(each) < toMs && each.startMs() > toMs).count();
  }

  /** The percentile of some values, as the streams' own are; for what is no request. */
  public static double percentileMs(double[] valuesMs, double share) {
    var histogram = new Histogram(DIGITS);
    Arrays.stream(valuesMs).forEach(each -> histogram.recordValue(Math.round(each * MICROS)));
    return valueMs(histogram, share);
  }
}

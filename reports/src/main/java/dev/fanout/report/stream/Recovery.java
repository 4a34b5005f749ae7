package dev.fanout.report.stream;

import static dev.fanout.report.stream.Course.arrivedMs;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * What a stall of the server did to a stream, and how long it took to recover.
 *
 * @param fromMs when the stall began, from the start of the stream
 * @param untilMs when it ended
 * @param usualMs the median response time of the requests that were answered before it
 * @param afterMs how long after its end the response times were usual again: the median of those
 *     that arrived in a slice was at most 10 % longer; 0 where that was so of the first slice, and
 *     absent where it never was
 * @param sliceMs the length of a slice
 */
public record Recovery(
    double fromMs, double untilMs, double usualMs, @Nullable Double afterMs, double sliceMs) {
  private static final double USUAL = 1.1;
  private static final Pattern STALL = Pattern.compile("(\\d{1,9})(ms|s|m)@(\\d{1,9})(ms|s|m)");

  /**
   * A stall as it was asked for.
   *
   * @param atMs when it begins, counted from the first request
   */
  public record Stall(double lengthMs, double atMs) {
    /** That of a case; empty where the server has none. */
    public static Optional<Stall> of(Case stream) {
      return Optional.ofNullable(stream.value(Parameter.STALL))
          .map(stall -> STALL.matcher(stall.toString()))
          .filter(Matcher::matches)
          .map(
              form ->
                  new Stall(ms(form.group(1), form.group(2)), ms(form.group(3), form.group(4))));
    }

    private static double ms(String number, String unit) {
      return Long.parseLong(number)
          * switch (unit) {
            case "ms" -> 1.0;
            case "s" -> 1_000.0;
            default -> 60_000.0;
          };
    }
  }

  /**
   * That of a shot; empty where there was no stall, or no request was answered before it.
   *
   * @param requests all of them, each with its intended moment
   * @param streamMs how long they arrived
   */
  public static Optional<Recovery> of(Case stream, List<RequestTrace> requests, long streamMs) {
    return Stall.of(stream).flatMap(stall -> of(stall, requests, streamMs));
  }

  private static Optional<Recovery> of(Stall stall, List<RequestTrace> requests, long streamMs) {
    double first = requests.stream().mapToDouble(Course::arrivedMs).min().orElse(0);
    double fromMs = first + stall.atMs();
    double untilMs = fromMs + stall.lengthMs();
    double warmUpMs = StreamFigures.warmUpMs(streamMs);
    double[] before =
        requests.stream()
            .filter(each -> each.endMs() < fromMs && arrivedMs(each) >= warmUpMs)
            .mapToDouble(StreamFigures::responseMs)
            .toArray();
    if (before.length == 0) {
      return Optional.empty();
    }
    double usualMs = Median.withDefaults().evaluate(before);
    double sliceMs = Course.sliceMs(requests.size(), streamMs);
    return Optional.of(
        new Recovery(
            fromMs,
            untilMs,
            usualMs,
            afterMs(untilMs, sliceMs, usualMs, requests, streamMs),
            sliceMs));
  }

  private static @Nullable Double afterMs(
      double untilMs, double sliceMs, double usualMs, List<RequestTrace> requests, long streamMs) {
    for (int slice = 0; untilMs + slice * sliceMs < streamMs; slice++) {
      double from = untilMs + slice * sliceMs;
      double[] responses = Course.responses(requests, from, from + sliceMs);
      if (responses.length > 0 && Median.withDefaults().evaluate(responses) <= USUAL * usualMs) {
        return slice * sliceMs;
      }
    }
    return null;
  }

  /** The median of several shots' times to recover; absent where half of them or more never did. */
  public static @Nullable Double typicalMs(List<Recovery> shots) {
    double[] after =
        shots.stream()
            .mapToDouble(each -> each.afterMs == null ? Double.POSITIVE_INFINITY : each.afterMs)
            .sorted()
            .toArray();
    double middle = after.length == 0 ? Double.POSITIVE_INFINITY : after[after.length / 2];
    return Double.isInfinite(middle) ? null : Double.valueOf(middle);
  }
}

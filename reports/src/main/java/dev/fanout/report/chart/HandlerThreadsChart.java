package dev.fanout.report.chart;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import java.util.Objects;
import java.util.Optional;

/** Wall time against the server's handler threads. */
final class HandlerThreadsChart {
  private static final LineChart DEFINITION =
      new LineChart(
          "handler-threads",
          "Wall time against the server's handler threads",
          "A line is a case, named at its end; its dots are median wall times, on a log scale."
              + " Where lines run together, the server decides and not the model: with few handler"
              + " threads every model waits for one of them. The mark is the floor, the least"
              + " time that any case needs there; async is a server that holds no thread while it"
              + " waits.",
          "handler threads of the server",
          false,
          true,
          Parameter.HANDLER_THREADS,
          HandlerThreadsChart::threads,
          HandlerThreadsChart::text);

  private HandlerThreadsChart() {}

  /** The chart, if some case was measured against two servers. */
  static Optional<Chart> of(Results results) {
    return DEFINITION.of(results);
  }

  /** A server without handler threads comes last, since it holds the most requests. */
  private static int threads(Case measured) {
    return Objects.requireNonNullElse(measured.handlers(), Integer.MAX_VALUE);
  }

  private static String text(Case measured) {
    return Objects.requireNonNull(Parameter.HANDLER_THREADS.text(measured.handlers()));
  }
}

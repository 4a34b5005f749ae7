package dev.fanout.report.chart;

import dev.fanout.report.chart.CaseChart.Entry;
import dev.fanout.report.chart.CaseRows.Cell;
import dev.fanout.report.chart.CaseRows.Style;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;

/** How the latencies of the single requests are spread, above the server's delay. */
final class LatencyChart {
  private static final double[] PROBABILITIES = {0, 0.5, 0.9, 0.99, 1};

  private static final CaseChart DEFINITION =
      new CaseChart(
          "latency",
          "Latency of the single requests",
          "How much longer than the server's delay the requests took, over all valid shots: nine in"
              + " ten lie within the thick bar, the line goes on to the slowest; the tick and the"
              + " figure are the median.",
          Style.QUANTILES,
          "latency minus the server's delay",
          false,
          null,
          List.of("requests", "least", "median", "90 %", "99 %", "greatest"));

  private LatencyChart() {}

  /** The chart, for the cases whose requests all have one delay. */
  static Optional<Chart> of(Results results) {
    return DEFINITION.of(
        results, row -> row.measured().delay() == null ? entry(row, results) : Optional.empty());
  }

  private static Optional<Entry> entry(Summary row, Results results) {
    double[] latencies =
        results.shots().stream()
            .filter(Shot::valid)
            .filter(shot -> shot.measured().equals(row.measured()))
            .filter(shot -> shot.temperature() == row.temperature())
            .flatMap(shot -> results.requests().getOrDefault(shot, List.of()).stream())
            .mapToDouble(trace -> above(trace, row.measured().delayMs()))
            .toArray();
    if (latencies.length == 0) {
      return Optional.empty();
    }
    List<Double> quantiles =
        Arrays.stream(Quantile.withDefaults().evaluate(latencies, PROBABILITIES)).boxed().toList();
    double median = quantiles.get(1);
    var numbers = new ArrayList<String>();
    numbers.add(Integer.toString(latencies.length));
    quantiles.forEach(quantile -> numbers.add(Numbers.exact(quantile)));
    return Optional.of(
        new Entry(
            Cell.of(row.temperature(), median, Numbers.brief(median), null, quantiles), numbers));
  }

  private static double above(RequestTrace trace, long delayMs) {
    return trace.endMs() - trace.startMs() - delayMs;
  }
}

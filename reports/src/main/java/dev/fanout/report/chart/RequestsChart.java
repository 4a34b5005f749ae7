package dev.fanout.report.chart;

import dev.fanout.report.chart.Curves.Panel;
import dev.fanout.report.chart.Curves.Point;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Wall time against the number of requests. */
final class RequestsChart {
  private RequestsChart() {}

  /** The chart, if some case was measured with two numbers of requests. */
  static Optional<Chart> of(Results results) {
    List<Sweep> sweeps = Sweep.of(results, _ -> true, Parameter.REQUESTS, Case::requests);
    if (sweeps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Chart(
            "requests-scaling",
            "Wall time against number of requests",
            "A dot is the median wall time of that many requests, the black mark below it the"
                + " floor; where the two part, the model's own work shows.",
            new Curves("requests", sweeps.stream().map(RequestsChart::panel).toList()),
            Sweep.table(sweeps, "requests", measured -> "" + measured.requests())));
  }

  private static Panel panel(Sweep sweep) {
    return new Panel(
        sweep.name(),
        sweep.rows().stream()
            .map(
                row ->
                    new Point(
                        row.temperature().text(),
                        row.measured().requests(),
                        Objects.requireNonNull(row.medianMs()),
                        row.floorMs()))
            .toList(),
        List.of(),
        null);
  }
}

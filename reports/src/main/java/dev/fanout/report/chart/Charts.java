package dev.fanout.report.chart;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Results;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All charts of a run, always in the same order. */
public final class Charts {
  private static final List<Function<Results, Optional<Chart>>> ALL =
      List.of(
          WallTimeChart::of,
          HandlerThreadsChart::of,
          CpuChart::of,
          SpeedupChart::of,
          OverheadChart::of,
          StaircaseChart::of,
          RequestsChart::of,
          TimelineChart::of,
          LatencyChart::of);

  /** What the cases cost comes last. */
  private static final List<Metric> COSTS = Metric.of(Metric.Kind.COST);

  /** Of a search for the best pool size: others would show the same wall times once more. */
  private static final List<Function<Results, Optional<Chart>>> OF_TUNING =
      List.of(TuningChart::of, TimelineChart::of, LatencyChart::of);

  /** The id of each chart that there can be. */
  static final List<String> IDS =
      Stream.concat(
              COSTS.stream().map(MetricChart::id),
              Stream.of(
                  "wall-time",
                  "handler-threads",
                  "cpu",
                  "speedup",
                  "overhead",
                  "staircase",
                  "requests-scaling",
                  "timeline",
                  "latency",
                  "tuning"))
          .toList();

  private Charts() {}

  /** Those that the run has the data for. */
  public static List<Chart> of(Results results) {
    if (results.tuning() != null) {
      return OF_TUNING.stream().flatMap(chart -> chart.apply(results).stream()).toList();
    }
    return Stream.concat(
            ALL.stream().map(chart -> chart.apply(results)),
            COSTS.stream().map(metric -> MetricChart.of(metric, results)))
        .flatMap(Optional::stream)
        .toList();
  }
}

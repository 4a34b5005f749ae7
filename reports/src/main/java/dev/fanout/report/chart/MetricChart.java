package dev.fanout.report.chart;

import dev.fanout.report.chart.CaseChart.Entry;
import dev.fanout.report.chart.CaseRows.Cell;
import dev.fanout.report.chart.CaseRows.Style;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a shot of each case cost, in one metric. */
final class MetricChart {
  private static final double KB_PER_MIB = 1024;

  private MetricChart() {}

  /** The id of its chart. */
  static String id(Metric metric) {
    return metric.column().replace('_', '-');
  }

  /** The chart, if some case has a value. */
  static Optional<Chart> of(Metric metric, Results results) {
    return new CaseChart(
            id(metric),
            "Cost of a shot: " + metric.title(),
            "A bar is what a shot cost the measured JVM and its worker processes: %s over the valid shots."
                .formatted(
                    switch (metric.fold()) {
                      case MEDIAN -> "the median";
                      case MAX -> "the greatest";
                      case SUM -> "all together";
                    }),
            style(metric),
            switch (metric.unit()) {
              case KB -> metric.title() + " in MiB";
              case MS, RATIO, COUNT -> metric.title();
            },
            false,
            null,
            List.of("shots", metric.title()))
        .of(results, row -> entry(metric, row));
  }

  private static Style style(Metric metric) {
    return switch (metric.unit()) {
      case MS -> Style.TIME;
      case RATIO, COUNT, KB -> Style.RATIO;
    };
  }

  private static Optional<Entry> entry(Metric metric, Summary row) {
    return Optional.ofNullable(row.value(metric))
        .map(
            value ->
                new Entry(
                    Cell.of(
                        row.temperature(),
                        switch (metric.unit()) {
                          case KB -> value / KB_PER_MIB;
                          case MS, RATIO, COUNT -> value;
                        },
                        Figures.of(metric.unit(), value),
                        null,
                        List.of()),
                    List.of(Integer.toString(row.shots()), exact(metric, value))));
  }

  private static String exact(Metric metric, double value) {
    return switch (metric.unit()) {
      case MS -> Numbers.exact(value);
      case RATIO -> Numbers.ratio(value);
      case COUNT -> String.format(Locale.ROOT, "%.0f", value);
      case KB -> String.format(Locale.ROOT, "%.0f KiB", value);
    };
  }
}

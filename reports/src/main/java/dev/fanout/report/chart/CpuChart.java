package dev.fanout.report.chart;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import java.util.Optional;

/** Wall time against the CPU time that each answer costs. */
final class CpuChart {
  private static final LineChart DEFINITION =
      new LineChart(
          "cpu",
          "Wall time against CPU time per page",
          "A line is a case, named at its end; its dots are median wall times. As long as a line is"
              + " level, the CPU time is spent while other requests wait; it rises once the cores,"
              + " or the few threads that the model uses, are what the requests wait for. The"
              + " dashed line is the floor, the least time that any case needs there.",
          "CPU time per page",
          true,
          false,
          Parameter.CPU_MS,
          CpuChart::millis,
          measured -> millis(measured) + " ms");

  private CpuChart() {}

  /** The chart, if some case was measured with two CPU times. */
  static Optional<Chart> of(Results results) {
    return DEFINITION.of(results);
  }

  private static int millis(Case measured) {
    Number millis = measured.number(Parameter.CPU_MS);
    return millis == null ? 0 : millis.intValue();
  }
}

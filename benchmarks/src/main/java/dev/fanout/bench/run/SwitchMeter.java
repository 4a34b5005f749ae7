package dev.fanout.bench.run;

import dev.fanout.bench.switching.PlannedMicro;
import dev.fanout.report.measurement.SwitchCost;
import java.io.IOException;

/** What runs micro-benchmarks: JMH, or a script in a test. */
@FunctionalInterface
public interface SwitchMeter {
  /**
   * Runs a micro-benchmark; one that fails gives a row without a figure.
   *
   * @param url of the slow server, for those that call it
   */
  SwitchCost measure(PlannedMicro micro, String url) throws IOException;
}

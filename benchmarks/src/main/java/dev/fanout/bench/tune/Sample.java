package dev.fanout.bench.tune;

import dev.fanout.report.measurement.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid shot of one size.
 *
 * @param elapsedMs its wall time
 * @param p99Ms the 99th percentile of the times from the sending of a request to its answer
 * @param answers its requests one by one; absent where no more than those times are known
 * @param values what else was measured of it
 */
public record Sample(
    double elapsedMs, double p99Ms, @Nullable Answers answers, Map<Metric, Double> values) {

  /** One of which no more than the times are known. */
  Sample(double elapsedMs, double p99Ms, Map<Metric, Double> values) {
    this(elapsedMs, p99Ms, null, values);
  }

  /** What was measured of it; absent where it was not. */
  @Nullable Double value(Metric metric) {
    return values.get(metric);
  }

  /** The CPU time in milliseconds that the shot cost; absent if unknown. */
  @Nullable Double shotCpuMs() {
    Double user = value(Metric.CPU_USER_MS);
    Double system = value(Metric.CPU_SYSTEM_MS);
    return user == null || system == null ? null : Double.valueOf(user + system);
  }
}

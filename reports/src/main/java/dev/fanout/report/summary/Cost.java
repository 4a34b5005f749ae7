package dev.fanout.report.summary;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/** What a shot cost the measured JVM and its workers, as a figure by which cases are compared. */
public enum Cost {
  /** CPU time, user and system, divided by the requests; in milliseconds. */
  CPU_PER_REQUEST,

  /** The most memory, in KiB. */
  MEMORY,

  /** The most memory divided by the most requests that waited at once; in KiB. */
  MEMORY_PER_WAITING_REQUEST;

  private static final double CLEARLY_LESS = 0.8;

  /** The cost of a case's shots. */
  public record Range(double least, double median, double greatest, int shots) {
    /**
     * Whether the shots show that it is worth a choice: 20 % less at the median, each shot below
     * each of the other case's, and two shots of each at least.
     */
    public boolean isClearlyBelow(Range other) {
      return shots > 1
          && other.shots > 1
          && greatest < other.least
          && median <= CLEARLY_LESS * other.median;
    }
  }

  /** The cost of the valid shots of a row; absent where none of them has it. */
  public Optional<Range> of(Summary row, List<Shot> shots) {
    double[] each =
        shots.stream()
            .filter(shot -> shot.valid() && row.isOf(shot))
            .map(this::of)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return each.length == 0
        ? Optional.empty()
        : Optional.of(
            new Range(
                each[0],
                Median.withDefaults().evaluate(each),
                Arrays.stream(each).max().orElseThrow(),
                each.length));
  }

  private @Nullable Double of(Shot shot) {
    return switch (this) {
      case CPU_PER_REQUEST ->
          quotient(
              sum(shot.value(Metric.CPU_USER_MS), shot.value(Metric.CPU_SYSTEM_MS)),
              shot.measured().requests());
      case MEMORY -> shot.value(Metric.PEAK_RSS_KB);
      case MEMORY_PER_WAITING_REQUEST ->
          quotient(shot.value(Metric.PEAK_RSS_KB), mostWaiting(shot));
    };
  }

  /** As the server counted, or else as many as the case allows. */
  private static @Nullable Number mostWaiting(Shot shot) {
    Number counted = shot.value(Metric.SERVER_PEAK_IN_FLIGHT);
    return counted == null ? shot.measured().number(Parameter.IN_FLIGHT) : counted;
  }

  private static @Nullable Double sum(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null ? null : Double.valueOf(one + other);
  }

  private static @Nullable Double quotient(@Nullable Double cost, @Nullable Number count) {
    return cost == null || count == null || count.doubleValue() == 0
        ? null
        : Double.valueOf(cost / count.doubleValue());
  }
}

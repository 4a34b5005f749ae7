package dev.fanout.report.measurement;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the valid shots of a case at one temperature say together; times in milliseconds.
 *
 * @param measured the case
 * @param temperature that of the JVM
 * @param shots the number of valid shots; where it is 0, there is no time and no ratio
 * @param failedShots the number of shots that do not count
 * @param medianMs the median wall time
 * @param minMs the least wall time
 * @param maxMs the greatest wall time
 * @param floorMs the least wall time that a perfect machine needs; absent where it depends on cores
 *     that nobody recorded
 * @param overheadMs median minus floor; absent without either
 * @param efficiency floor over median; likewise
 * @param speedup the median of serial at the same work and server over this median, at the same
 *     temperature or else cold; absent without serial
 * @param publishedMs what the tutorials published for the same case; absent if they did not
 * @param medianLowMs the lower end of a 95 % confidence interval of the median; absent where the
 *     shots are too few for one
 * @param medianHighMs its upper end
 * @param values what else was measured of the valid shots, each {@link Metric#fold folded}
 */
public record Summary(
    Case measured,
    Temperature temperature,
    int shots,
    int failedShots,
    @Nullable Double medianMs,
    @Nullable Double minMs,
    @Nullable Double maxMs,
    @Nullable Double floorMs,
    @Nullable Double overheadMs,
    @Nullable Double efficiency,
    @Nullable Double speedup,
    @Nullable Double publishedMs,
    @Nullable Double medianLowMs,
    @Nullable Double medianHighMs,
    Map<Metric, Double> values) {

  /** What was measured of the valid shots together; absent where it was not. */
  public @Nullable Double value(Metric metric) {
    return values.get(metric);
  }

  /** Whether the shot is one of those that it sums up. */
  public boolean isOf(Shot shot) {
    return measured.equals(shot.measured()) && temperature == shot.temperature();
  }

  /**
   * Whether the shots of the two rows show which of them is faster: by the 95 % intervals of the
   * medians, which must not overlap, where both rows have one; else by least and greatest, which
   * for so few shots say no less.
   *
   * @throws NullPointerException if one of the rows has no valid shot
   */
  public boolean isApartFrom(Summary other) {
    boolean intervals = medianLowMs != null && other.medianLowMs != null;
    return low(intervals) > other.high(intervals) || other.low(intervals) > high(intervals);
  }

  private double low(boolean interval) {
    return Objects.requireNonNull(interval ? medianLowMs : minMs);
  }

  private double high(boolean interval) {
    return Objects.requireNonNull(interval ? medianHighMs : maxMs);
  }

  /** The case's label and its temperature, such as {@code virtual-threads, warm}. */
  public String label() {
    return measured.label() + ", " + temperature.text();
  }
}

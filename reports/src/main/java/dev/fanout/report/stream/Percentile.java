package dev.fanout.report.stream;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Summary;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A percentile that streams are judged by, with its columns.
 *
 * @param share of the requests that keep it
 * @param response the response time, from the intended moment
 * @param service the service time, from sending
 * @param floor the response time of a perfect machine
 */
public record Percentile(double share, Metric response, Metric service, Metric floor) {
  /** Requests that have to lie beyond a percentile, since fewer could be anything. */
  private static final int BEYOND = 10;

  private static final Percentile P50 =
      new Percentile(
          0.5, Metric.RESPONSE_P50_MS, Metric.SERVICE_P50_MS, Metric.FLOOR_RESPONSE_P50_MS);
  private static final Percentile P90 =
      new Percentile(
          0.9, Metric.RESPONSE_P90_MS, Metric.SERVICE_P90_MS, Metric.FLOOR_RESPONSE_P90_MS);
  private static final Percentile P99 =
      new Percentile(
          0.99, Metric.RESPONSE_P99_MS, Metric.SERVICE_P99_MS, Metric.FLOOR_RESPONSE_P99_MS);
  private static final Percentile P999 =
      new Percentile(
          0.999, Metric.RESPONSE_P999_MS, Metric.SERVICE_P999_MS, Metric.FLOOR_RESPONSE_P999_MS);

  /** All of them, in rising order. */
  public static final List<Percentile> ALL = List.of(P50, P90, P99, P999);

  /** The one that streams are judged by, where their requests are enough for it. */
  public static final Percentile USUAL = P99;

  /** The highest that all of these rows have, up to the usual one; empty if they share none. */
  public static Optional<Percentile> of(Collection<Summary> rows) {
    return ALL.stream()
        .filter(each -> each.share <= USUAL.share)
        .filter(each -> rows.stream().allMatch(row -> row.value(each.response) != null))
        .max(Comparator.comparingDouble(Percentile::share));
  }

  /** As people write it, such as {@code 99 %} or {@code 99.9 %}. */
  public String percent() {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /** Its short name, such as {@code p99} or {@code p99.9}. */
  public String title() {
    return "p" + percent().replace(" %", "");
  }

  /** The fewest requests of which it tells anything. */
  public static int fewest(double share) {
    return (int) Math.ceil(BEYOND / (1 - share) - 1e-6); // 0.99 has no exact double
  }

  /** The fewest requests of which it tells anything. */
  public int fewest() {
    return fewest(share);
  }
}

package dev.fanout.report.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of figures in summary.csv, after those of the case.
 *
 * @param name its name
 * @param unit what it counts
 * @param figure the figure of a row; absent where the row has none
 */
public record SummaryColumn(String name, Unit unit, Function<Summary, @Nullable Number> figure) {
  /** Those that came before the columns of later parameters. */
  public static final List<SummaryColumn> FIRST =
      List.of(
          new SummaryColumn("shots", Unit.COUNT, Summary::shots),
          new SummaryColumn("median_ms", Unit.MS, Summary::medianMs),
          new SummaryColumn("min_ms", Unit.MS, Summary::minMs),
          new SummaryColumn("max_ms", Unit.MS, Summary::maxMs),
          new SummaryColumn("floor_ms", Unit.MS, Summary::floorMs),
          new SummaryColumn("overhead_ms", Unit.MS, Summary::overheadMs),
          new SummaryColumn("efficiency", Unit.RATIO, Summary::efficiency),
          new SummaryColumn("speedup", Unit.RATIO, Summary::speedup),
          new SummaryColumn("published_ms", Unit.MS, Summary::publishedMs),
          of(Metric.OPEN_MS),
          new SummaryColumn("failed_shots", Unit.COUNT, Summary::failedShots),
          new SummaryColumn("median_low_ms", Unit.MS, Summary::medianLowMs),
          new SummaryColumn("median_high_ms", Unit.MS, Summary::medianHighMs));

  /** Those that come after them: of every other metric but those of streams. */
  public static final List<SummaryColumn> ADDED_LATER =
      Arrays.stream(Metric.values())
          .filter(metric -> metric != Metric.OPEN_MS && !metric.isOfStreams())
          .flatMap(SummaryColumn::withShare)
          .toList();

  /** Those that come last: of streams. */
  public static final List<SummaryColumn> OF_STREAMS =
      Metric.of(Metric.Kind.STREAM).stream().map(SummaryColumn::of).toList();

  /** The column of a metric and, where it adds up over requests, that of a request's share. */
  private static Stream<SummaryColumn> withShare(Metric metric) {
    Unit perRequest = metric.perRequest();
    return perRequest == null
        ? Stream.of(of(metric))
        : Stream.of(
            of(metric),
            new SummaryColumn(
                metric.column() + "_per_request",
                perRequest,
                row -> {
                  Double value = row.value(metric);
                  return value == null ? null : value / row.measured().requests();
                }));
  }

  private static SummaryColumn of(Metric metric) {
    return new SummaryColumn(metric.column(), metric.unit(), row -> row.value(metric));
  }

  /** All of them, in order. */
  public static List<SummaryColumn> all() {
    var all = new ArrayList<>(FIRST);
    all.addAll(ADDED_LATER);
    all.addAll(OF_STREAMS);
    return all;
  }
}

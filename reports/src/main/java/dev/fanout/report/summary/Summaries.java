package dev.fanout.report.summary;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * Sums the shots of a run up, a row per case and temperature: the highest rate of streams, then the
 * greatest floor first.
 */
public final class Summaries {
  private static final Comparator<Summary> GREATEST_FLOOR_FIRST =
      Comparator.comparingInt(Summaries::arriving)
          .reversed()
          .thenComparing(Summary::floorMs, Comparator.nullsLast(Comparator.<Double>reverseOrder()))
          .thenComparing(row -> row.measured().label())
          .thenComparing(Summary::temperature);

  private Summaries() {}

  /** The requests of a stream, whose highest rate comes first; the same for all batches. */
  private static int arriving(Summary row) {
    return row.measured().isStream() ? row.measured().requests() : 0;
  }

  private record Group(Case measured, Temperature temperature) {}

  /** Sums up; a failed shot is counted and otherwise left out. */
  public static List<Summary> of(List<Shot> shots, List<Claim> claims) {
    Map<Group, List<Shot>> groups =
        shots.stream()
            .collect(
                groupingBy(
                    shot -> new Group(shot.measured(), shot.temperature()),
                    LinkedHashMap::new,
                    toList()));
    return groups.entrySet().stream()
        .map(
            group ->
                summary(
                    group.getKey(),
                    group.getValue(),
                    serial(group.getKey(), shots),
                    published(group.getKey(), claims)))
        .sorted(GREATEST_FLOOR_FIRST)
        .toList();
  }

  private static Summary summary(
      Group group, List<Shot> shots, @Nullable Double serialMs, @Nullable Double publishedMs) {
    List<Shot> valid = shots.stream().filter(Shot::valid).toList();
    double[] elapsed = elapsed(valid.stream());
    Double floor = shots.getFirst().floorMs();
    Double median = median(elapsed);
    Optional<MedianInterval> interval = MedianInterval.of(elapsed);
    return new Summary(
        group.measured(),
        group.temperature(),
        valid.size(),
        shots.size() - valid.size(),
        median,
        median == null ? null : Double.valueOf(Arrays.stream(elapsed).min().getAsDouble()),
        median == null ? null : Double.valueOf(Arrays.stream(elapsed).max().getAsDouble()),
        floor,
        median == null || floor == null ? null : Double.valueOf(median - floor),
        median == null || floor == null ? null : Double.valueOf(floor / median),
        median == null || serialMs == null ? null : Double.valueOf(serialMs / median),
        publishedMs,
        interval.map(MedianInterval::low).orElse(null),
        interval.map(MedianInterval::high).orElse(null),
        values(valid));
  }

  private static Map<Metric, Double> values(List<Shot> shots) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    for (Metric metric : Metric.values()) {
      double[] each =
          shots.stream()
              .map(shot -> shot.value(metric))
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .toArray();
      if (each.length > 0) {
        values.put(metric, folded(metric.fold(), each));
      }
    }
    return values;
  }

  private static double folded(Metric.Fold fold, double[] values) {
    return switch (fold) {
      case MEDIAN -> Median.withDefaults().evaluate(values);
      case MAX -> Arrays.stream(values).max().orElseThrow();
      case SUM -> Arrays.stream(values).sum();
    };
  }

  /** The median of serial at the same temperature, or of its cold shots if there is none. */
  private static @Nullable Double serial(Group group, List<Shot> shots) {
    return Stream.of(group.temperature(), Temperature.COLD)
        .map(temperature -> elapsed(serialLike(group.measured(), temperature, shots)))
        .filter(elapsed -> elapsed.length > 0)
        .map(elapsed -> Median.withDefaults().evaluate(elapsed))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Shot> serialLike(Case measured, Temperature temperature, List<Shot> shots) {
    return shots.stream()
        .filter(shot -> shot.measured().model().equals("serial"))
        .filter(shot -> shot.temperature() == temperature)
        .filter(shot -> shot.measured().against().equals(measured.against()));
  }

  /** The wall times of those that count. */
  private static double[] elapsed(Stream<Shot> shots) {
    return shots
        .filter(Shot::valid)
        .mapToDouble(shot -> Objects.requireNonNull(shot.elapsedMs()))
        .toArray();
  }

  private static @Nullable Double published(Group group, List<Claim> claims) {
    return claims.stream()
        .filter(claim -> claim.isAbout(group.measured()))
        .map(Claim::publishedMs)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Double median(double[] values) {
    return values.length == 0 ? null : Double.valueOf(Median.withDefaults().evaluate(values));
  }
}

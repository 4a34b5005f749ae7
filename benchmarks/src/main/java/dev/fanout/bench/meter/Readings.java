package dev.fanout.bench.meter;

import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Metric.Kind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What meters have read.
 *
 * @param values what was measured
 * @param missing what could not be measured, each with the reason
 * @param pinnedAt class and line at which a virtual thread was first pinned; absent if none was
 */
public record Readings(
    Map<Metric, Double> values, Map<Metric, String> missing, @Nullable String pinnedAt) {
  /** Of nothing. */
  public static final Readings NONE = new Readings(Map.of(), Map.of(), null);

  /** What the processes cost, in sum; the server is none of them. */
  private static final Set<Metric> OF_PROCESSES = ofProcesses();

  private static Set<Metric> ofProcesses() {
    var metrics = EnumSet.noneOf(Metric.class);
    metrics.addAll(Metric.of(Kind.COST));
    metrics.addAll(Metric.of(Kind.DETAIL));
    metrics.removeAll(Set.of(Metric.SERVER_CPU_MS, Metric.CONNECTIONS));
    return metrics;
  }

  /** What was measured; a value below zero is that of a counter that wrapped or was reset. */
  static Readings of(Map<Metric, Double> measured) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    var missing = new EnumMap<Metric, String>(Metric.class);
    measured.forEach(
        (metric, value) -> {
          if (value >= 0) {
            values.put(metric, value);
          } else {
            missing.put(metric, "the counter went backwards");
          }
        });
    return new Readings(values, missing, null);
  }

  /** That these metrics could not be measured, for that reason. */
  static Readings missing(Collection<Metric> metrics, String why) {
    return new Readings(
        Map.of(), metrics.stream().collect(Collectors.toMap(metric -> metric, _ -> why)), null);
  }

  /** That of a process that is part of the shot nothing could be measured, for that reason. */
  public static Readings ofLostProcess(String why) {
    return missing(OF_PROCESSES, why);
  }

  /** These and those of another meter or process: sums, where no part is missing. */
  public Readings plus(Readings more) {
    var allMissing = new EnumMap<Metric, String>(Metric.class);
    allMissing.putAll(more.missing);
    allMissing.putAll(missing);
    var sums = new EnumMap<Metric, Double>(Metric.class);
    sums.putAll(values);
    more.values.forEach((metric, value) -> sums.merge(metric, value, Double::sum));
    sums.keySet().removeAll(allMissing.keySet());
    return new Readings(sums, allMissing, pinnedAt == null ? more.pinnedAt : pinnedAt);
  }

  /** What is to be noted of the shot. */
  public CostNotes notes() {
    return new CostNotes(pinnedAt, missing.isEmpty() ? null : reasons(), null);
  }

  private String reasons() {
    return new TreeSet<>(missing.values())
        .stream()
            .map(
                why ->
                    missing.entrySet().stream()
                            .filter(entry -> entry.getValue().equals(why))
                            .map(Map.Entry::getKey)
                            .sorted()
                            .map(Metric::column)
                            .collect(Collectors.joining(", "))
                        + " ("
                        + why
                        + ")")
            .collect(Collectors.joining("; "));
  }
}

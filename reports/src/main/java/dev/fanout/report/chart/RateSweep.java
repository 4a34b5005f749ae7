package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.stream.Growth;
import dev.fanout.report.stream.OfferedRate;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.WorkText;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams that differ in their rate alone.
 *
 * @param kind the arrivals without their rate
 * @param rows with rising rates, two or more
 */
record RateSweep(String kind, List<Summary> rows) {
  private static final double KNEE = 2;

  /** The number of requests follows from the rate, and what may be in flight from both. */
  private static final Set<Parameter> FOLLOWING =
      EnumSet.of(Parameter.ARRIVALS, Parameter.REQUESTS, Parameter.IN_FLIGHT);

  /** Those of a run. */
  static List<RateSweep> of(Results results) {
    return results.summaries().stream()
        .filter(row -> row.measured().isStream())
        .filter(row -> row.value(Metric.RESPONSE_MAX_MS) != null || Growth.isOf(row))
        .collect(
            groupingBy(
                row ->
                    List.of(
                        OfferedRate.of(row.measured()).kind(),
                        row.measured().only(EnumSet.complementOf(EnumSet.copyOf(FOLLOWING))),
                        row.temperature()),
                LinkedHashMap::new,
                toList()))
        .values()
        .stream()
        .map(
            rows ->
                new RateSweep(
                    OfferedRate.of(rows.getFirst().measured()).kind(),
                    rows.stream()
                        .sorted(Comparator.comparingDouble(RateSweep::perSecond))
                        .toList()))
        .filter(sweep -> sweep.rows.stream().map(RateSweep::perSecond).distinct().count() > 1)
        .toList();
  }

  private static double perSecond(Summary row) {
    return OfferedRate.of(row.measured()).perSecond();
  }

  /** The rate of a row. */
  double rate(Summary row) {
    return perSecond(row);
  }

  /** The arrivals of a row, such as {@code poisson:80/s}. */
  String arrivals(Summary row) {
    return OfferedRate.text(row.measured());
  }

  /** Its work and server without the rate. */
  Map<Parameter, Object> apartFromRate() {
    Set<Parameter> others = EnumSet.copyOf(Parameter.of(Role.WORK, Role.SERVER));
    others.removeAll(FOLLOWING);
    return any().only(others);
  }

  private Case any() {
    return rows.getFirst().measured();
  }

  /** Its work and server in words. */
  String name() {
    return WorkText.against(any(), Set.of(Parameter.ARRIVALS, Parameter.REQUESTS))
        + (kind.isEmpty() ? "" : ", arrivals " + kind);
  }

  /** The rows below the first rate at which the backlog grows for ever. */
  List<Summary> keeping() {
    Double endless = endlessFrom();
    return rows.stream().filter(row -> endless == null || perSecond(row) < endless).toList();
  }

  /** The lowest rate at which the backlog grows for ever; absent where it never does. */
  @Nullable Double endlessFrom() {
    return rows.stream().filter(Growth::isOf).map(RateSweep::perSecond).findFirst().orElse(null);
  }

  /**
   * The highest rate up to which that percentile is at most twice what it is at the lowest rate;
   * empty where it is so at the highest rate of all, since then the knee lies further on.
   */
  Optional<Summary> knee(Percentile percentile) {
    List<Summary> known =
        keeping().stream().filter(row -> row.value(percentile.response()) != null).toList();
    List<Summary> flat =
        known.isEmpty()
            ? List.of()
            : known.stream()
                .takeWhile(
                    row ->
                        response(row, percentile) <= KNEE * response(known.getFirst(), percentile))
                .toList();
    return flat.isEmpty() || flat.getLast().equals(rows.getLast())
        ? Optional.empty()
        : Optional.of(flat.getLast());
  }

  /** Whether a row is that one. */
  boolean isKnee(Summary row, Percentile percentile) {
    return knee(percentile).filter(row::equals).isPresent();
  }

  private static double response(Summary row, Percentile percentile) {
    return Objects.requireNonNull(row.value(percentile.response()));
  }
}

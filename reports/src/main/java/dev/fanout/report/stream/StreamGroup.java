package dev.fanout.report.stream;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Contest;
import dev.fanout.report.summary.Results;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The measured streams of one work and server: only these are compared with each other.
 *
 * @param keeping the rows that serve what arrives
 * @param growing the rows whose backlog grows for ever
 * @param results of the run
 */
public record StreamGroup(List<Summary> keeping, List<Summary> growing, Results results) {
  /** Those of a run, the highest rate first. */
  public static List<StreamGroup> of(Results results) {
    return results.summaries().stream()
        .filter(row -> row.measured().isStream() && row.medianMs() != null)
        .sorted(
            Comparator.comparingDouble((Summary row) -> OfferedRate.of(row.measured()).perSecond())
                .reversed())
        .collect(groupingBy(row -> row.measured().against(), LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(
            rows ->
                new StreamGroup(
                    rows.stream().filter(row -> !Growth.isOf(row)).toList(),
                    rows.stream().filter(Growth::isOf).toList(),
                    results))
        .toList();
  }

  /** One of its cases, of which work and server are those of all. */
  public Case any() {
    return (keeping.isEmpty() ? growing : keeping).getFirst().measured();
  }

  /** The percentile by which its rows are compared; empty where their requests are too few. */
  public Optional<Percentile> judged() {
    return keeping.isEmpty() ? Optional.empty() : Percentile.of(keeping);
  }

  /**
   * The rows that serve what arrives, compared by that percentile of their response times: it, and
   * its floor, stand where a batch has its wall time.
   */
  public Optional<Contest> contest() {
    return judged()
        .map(
            percentile ->
                new Contest(
                    keeping.stream().map(row -> judged(row, percentile)).toList(),
                    results.shots()));
  }

  private Summary judged(Summary row, Percentile percentile) {
    DoubleSummaryStatistics shots =
        results.validShots(row).stream()
            .map(shot -> shot.value(percentile.response()))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    double median = Objects.requireNonNull(row.value(percentile.response()));
    Double floor = row.value(percentile.floor());
    return new Summary(
        row.measured(),
        row.temperature(),
        row.shots(),
        row.failedShots(),
        median,
        Math.min(median, shots.getMin()),
        Math.max(median, shots.getMax()),
        floor,
        floor == null ? null : Double.valueOf(median - floor),
        floor == null ? null : Double.valueOf(floor / median),
        null,
        null,
        null,
        null,
        row.values());
  }

  /** The shot of a row that shows best how its stream went: the middle one by its mean response. */
  public static Optional<Shot> typical(Summary row, Results results) {
    List<Shot> shots =
        results.validShots(row).stream()
            .filter(shot -> !requests(shot, results).isEmpty())
            .sorted(Comparator.comparingDouble(shot -> meanMs(requests(shot, results))))
            .toList();
    return shots.isEmpty() ? Optional.empty() : Optional.of(shots.get((shots.size() - 1) / 2));
  }

  private static double meanMs(List<RequestTrace> requests) {
    return requests.stream().mapToDouble(StreamFigures::responseMs).average().orElse(0);
  }

  /** The requests of a shot that have an intended moment. */
  public static List<RequestTrace> requests(Shot shot, Results results) {
    return results.requests().getOrDefault(shot, List.of()).stream()
        .filter(request -> request.intendedMs() != null)
        .toList();
  }

  /** How the shots of a row recovered from a stall; empty where there was none. */
  public static List<Recovery> recoveries(Summary row, Results results) {
    return results.validShots(row).stream()
        .flatMap(
            shot ->
                Recovery.of(shot.measured(), requests(shot, results), streamMs(shot.measured()))
                    .stream())
        .toList();
  }

  /** How long the requests of a stream arrive. */
  public static long streamMs(Case stream) {
    return stream.value(Parameter.STREAM_MS) instanceof Long ms ? ms : 0;
  }

  /** What stands for the response times of a row that has none. */
  public static Optional<String> grows(Summary row) {
    return Optional.ofNullable(row.value(Metric.GROWTH_PER_S))
        .map(each -> String.format(Locale.ROOT, "grows without end, +%.1f/s", each));
  }
}

package dev.fanout.report.finding;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.stream.Growth;
import dev.fanout.report.stream.OfferedRate;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.stream.StreamGroup;
import dev.fanout.report.text.Figures;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What streams of arrivals cannot show, or show for another reason than the model. */
final class StreamFindings {
  private static final int MOST_NAMES = 4;
  private static final double FAR = 1.5;

  /** Of the median response time, the least that makes one mean wait differ from another. */
  private static final double MATTERS = 0.02;

  /** So near to the floor, in milliseconds or as a share of it, the model adds nothing. */
  private static final double NEAR_MS = 1;

  private static final double NEAR = 1.1;

  private StreamFindings() {}

  private static List<Summary> streams(Measurements measurements) {
    return measurements.summaries().stream()
        .filter(row -> row.measured().isStream() && row.medianMs() != null)
        .toList();
  }

  private static String names(List<Summary> rows, Measurements measurements) {
    return Figures.first(
        MOST_NAMES, rows.stream().map(measurements::name).toList(), "; ", "; and ");
  }

  /**
   * Cases that serve fewer requests than arrive: one finding for each number of places and rate.
   */
  static Stream<Finding> growsWithoutEnd(Measurements measurements) {
    Map<Growth, List<Summary>> growing =
        streams(measurements).stream()
            .filter(row -> Growth.of(row).isPresent())
            .collect(groupingBy(row -> Growth.of(row).orElseThrow(), LinkedHashMap::new, toList()));
    return growing.entrySet().stream()
        .map(each -> growsWithoutEnd(each.getKey(), each.getValue(), measurements));
  }

  private static Finding growsWithoutEnd(
      Growth growth, List<Summary> rows, Measurements measurements) {
    String arriving = Figures.perSecond(growth.arriving());
    return new Finding(
        "grows-without-end",
        Severity.WARNING,
        names(rows, measurements),
        "The backlog grows by %s requests a second: %s a second arrive, and %d at once, each for %s on average, make %s a second that are served."
            .formatted(
                Figures.perSecond(growth.perSecond()),
                arriving,
                growth.places(),
                Figures.time(growth.serviceMs()),
                Figures.perSecond(growth.served())),
        "The longer the stream, the longer its last requests wait. So the response times have no"
            + " percentiles: these would show the length of the stream.",
        "By Little's law, %s/s x %s = %s requests are being served at once, on average: allow %d or more."
            .formatted(
                arriving,
                Figures.time(growth.serviceMs()),
                Figures.perSecond(growth.inService()),
                growth.fewestPlaces()));
  }

  /** Percentiles that are empty, since fewer than ten requests would lie beyond them. */
  static Stream<Finding> fewRequests(Measurements measurements) {
    List<Summary> keeping =
        streams(measurements).stream().filter(row -> !Growth.isOf(row)).toList();
    List<Percentile> missing =
        Percentile.ALL.stream()
            .filter(each -> keeping.stream().anyMatch(row -> row.value(each.response()) == null))
            .toList();
    if (missing.isEmpty()) {
      return Stream.empty();
    }
    Summary fewest =
        keeping.stream().min(Comparator.comparingDouble(StreamFindings::perSecond)).orElseThrow();
    List<Summary> without =
        keeping.stream().filter(row -> row.value(missing.getFirst().response()) == null).toList();
    return Stream.of(
        new Finding(
            "few-requests",
            Severity.NOTE,
            "the run",
            "%s %s empty for %s."
                .formatted(
                    missing.stream().map(Percentile::title).collect(Collectors.joining(" and ")),
                    missing.size() == 1 ? "is" : "are",
                    missing.size() == 1 && without.size() == keeping.size()
                        ? "every case"
                        : "some cases, "
                            + missing.getFirst().title()
                            + " for "
                            + names(without, measurements)),
            "Ten requests at least have to lie beyond a percentile; with fewer, chance decides it. After the warm-up part, %s."
                .formatted(
                    missing.stream()
                        .map(each -> "%s takes %,d requests".formatted(each.title(), each.fewest()))
                        .collect(Collectors.joining(" and "))),
            "Let the stream of %s/s last: %s."
                .formatted(
                    Figures.perSecond(perSecond(fewest)),
                    missing.stream()
                        .map(each -> "%s for %s".formatted(lasting(each, fewest), each.title()))
                        .collect(Collectors.joining(", ")))));
  }

  /** The measured rate, or the one that was asked for. */
  private static double perSecond(Summary row) {
    Double offered = row.value(Metric.OFFERED_PER_S);
    return offered == null ? OfferedRate.of(row.measured()).perSecond() : offered;
  }

  /** How long the stream has to be, rounded up to seconds, with its warm-up part. */
  private static String lasting(Percentile percentile, Summary row) {
    long streamMs = StreamGroup.streamMs(row.measured());
    double counted = 1 - StreamFigures.warmUpMs(streamMs) / streamMs;
    double seconds = percentile.fewest() / (perSecond(row) * counted);
    return Figures.duration(Duration.ofSeconds((long) Math.ceil(seconds)));
  }

  /**
   * Mean waits that are those of this draw of arrivals and delays, and far from what is to be
   * expected of many: one finding for each work, since all models meet the same draw.
   */
  static Stream<Finding> oneDraw(Measurements measurements) {
    return streams(measurements).stream()
        .filter(StreamFindings::isOfDraw)
        .collect(
            groupingBy(
                row ->
                    List.of(
                        row.measured().against(),
                        requireNonNull(row.value(Metric.EXPECTED_WAIT_MEAN_MS))),
                LinkedHashMap::new,
                toList()))
        .values()
        .stream()
        .map(rows -> oneDraw(rows, measurements));
  }

  private static boolean isOfDraw(Summary row) {
    Double wait = row.value(Metric.WAIT_MEAN_MS);
    Double floor = row.value(Metric.FLOOR_WAIT_MEAN_MS);
    Double expected = row.value(Metric.EXPECTED_WAIT_MEAN_MS);
    Double median = row.value(Metric.RESPONSE_P50_MS);
    return wait != null
        && floor != null
        && expected != null
        && median != null
        && wait <= Math.max(NEAR * floor, floor + NEAR_MS)
        && Math.abs(floor - expected) > MATTERS * median
        && Math.max(floor, expected) > FAR * Math.min(floor, expected);
  }

  private static Finding oneDraw(List<Summary> rows, Measurements measurements) {
    Summary any = rows.getFirst();
    double floor = requireNonNull(any.value(Metric.FLOOR_WAIT_MEAN_MS));
    double expected = requireNonNull(any.value(Metric.EXPECTED_WAIT_MEAN_MS));
    boolean lucky = floor < expected;
    return new Finding(
        "one-draw",
        Severity.NOTE,
        names(rows, measurements),
        "Requests waited for %s on average, and on a perfect machine with the same draw for %s; over many draws, %s are to be expected."
            .formatted(
                Figures.time(any.value(Metric.WAIT_MEAN_MS)),
                Figures.time(floor),
                Figures.time(expected)),
        "The size has %s here: another draw of the same arrivals would make requests wait %s."
            .formatted(lucky ? "good luck" : "bad luck", lucky ? "longer" : "less"),
        "Measure with other draws, such as --seed %d, or a longer stream, before you choose a size by these times."
            .formatted(anotherSeed(measurements)));
  }

  private static long anotherSeed(Measurements measurements) {
    Long seed = measurements.environment().plan().seed();
    return seed == null ? 1 : seed + 1;
  }
}

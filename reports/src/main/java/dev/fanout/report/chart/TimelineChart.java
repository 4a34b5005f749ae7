package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.Timeline;
import dev.fanout.report.chart.Drawing.Timeline.Panel;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.FloorText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every request as a bar, by lane over time: one shot of each case. */
final class TimelineChart {
  private static final int MOST_BARS = 6_000;
  private static final int FEW_CASES = 6;

  /** A lane is a pixel high at least: more lanes would make a case as high as a screen. */
  private static final int MOST_LANES = 200;

  private static final int MOST_LANES_OF_MANY_CASES = 100;

  private TimelineChart() {}

  /** The chart, if the requests of some shot were recorded. */
  static Optional<Chart> of(Results results) {
    List<Shot> shots = representatives(results);
    if (shots.isEmpty()) {
      return Optional.empty();
    }
    int mostLanes = shots.size() <= FEW_CASES ? MOST_LANES : MOST_LANES_OF_MANY_CASES;
    var names = CaseNames.of(results);
    var panels = new ArrayList<Panel>();
    var rows = new ArrayList<List<String>>();
    for (Shot shot : shots) {
      Lanes all = Lanes.of(results.requests().getOrDefault(shot, List.of()));
      Lanes.Thinned shown =
          all.thinned(shot.measured().chunk(), MOST_BARS / shots.size(), mostLanes);
      String name = names.of(shot.measured());
      panels.add(
          new Panel(
              name,
              shot.temperature().text(),
              facts(shot, all, shown),
              all.endMs(),
              shot.floorMs(),
              shown.lanes(),
              shown.bars()));
      rows.add(
          List.of(
              name,
              shot.temperature().text(),
              Integer.toString(shot.round()),
              Integer.toString(all.requests()),
              Integer.toString(all.failed()),
              Integer.toString(all.lanes().size()),
              Numbers.exact(all.endMs()),
              Numbers.exact(shot.floorMs()),
              shown.note().isEmpty() ? "all" : shown.note()));
    }
    return Optional.of(
        new Chart(
            "timeline",
            "Timeline of the requests",
            "A bar is a request, a row is the thread, worker or slot that carried it, time runs to"
                + " the right. The shot nearest its case's median is shown. Each case has its own"
                + " time axis; the dashed line is its "
                + FloorText.title(results.environment().plan().delayAssumed())
                + ".",
            new Timeline(panels),
            new Table(
                List.of(
                    "case",
                    "JVM",
                    "round",
                    "requests",
                    "failed",
                    "lanes",
                    "last request ended",
                    "floor",
                    "shown"),
                rows)));
  }

  private static String facts(Shot shot, Lanes all, Lanes.Thinned shown) {
    String facts =
        String.format(
            Locale.ROOT,
            "%s, %,d request%s on %,d lane%s in %s",
            shot.temperature().text(),
            all.requests(),
            all.requests() == 1 ? "" : "s",
            all.lanes().size(),
            all.lanes().size() == 1 ? "" : "s",
            Numbers.brief(Objects.requireNonNullElse(shot.elapsedMs(), all.endMs())));
    String failed = all.failed() == 0 ? "" : ", %d failed".formatted(all.failed());
    return facts + failed + (shown.note().isEmpty() ? "" : "; " + shown.note());
  }

  /** For each case its most telling shot, in the order of the summary. */
  private static List<Shot> representatives(Results results) {
    Map<Case, List<Shot>> shots =
        results.shots().stream()
            .filter(shot -> !results.requests().getOrDefault(shot, List.of()).isEmpty())
            .collect(groupingBy(Shot::measured, LinkedHashMap::new, toList()));
    return results.summaries().stream()
        .map(Summary::measured)
        .distinct()
        .flatMap(
            measured ->
                shots.getOrDefault(measured, List.of()).stream().min(mostTelling(results)).stream())
        .toList();
  }

  /**
   * A valid shot before one that failed, a warm one before a cold one, then the nearest to its
   * median.
   */
  private static Comparator<Shot> mostTelling(Results results) {
    return Comparator.comparing(Shot::valid)
        .thenComparing(shot -> shot.temperature() == Temperature.WARM)
        .reversed()
        .thenComparingDouble(shot -> fromMedian(shot, results));
  }

  private static double fromMedian(Shot shot, Results results) {
    if (!shot.valid()) {
      return 0;
    }
    double elapsed = Objects.requireNonNull(shot.elapsedMs());
    return results.summaries().stream()
        .filter(row -> row.isOf(shot))
        .flatMap(row -> Optional.ofNullable(row.medianMs()).stream())
        .mapToDouble(median -> Math.abs(median - elapsed))
        .findFirst()
        .orElse(0);
  }
}

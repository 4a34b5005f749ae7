package dev.fanout.report.tuning.view;

import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.PoolSizes;
import dev.fanout.report.chart.Drawing.PoolSizes.Capacity;
import dev.fanout.report.chart.Drawing.PoolSizes.Point;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search for the best pool size predicted, measured and recommends. */
public final class TuningChart {
  private TuningChart() {}

  /** The chart, if some size was measured. */
  public static Optional<Chart> of(Tuning tuning) {
    StreamTuning stream = tuning.stream();
    if (stream != null) {
      return stream.shots().isEmpty()
          ? Optional.empty()
          : Optional.of(StreamTuningChart.of(tuning, stream));
    }
    if (tuning.sizes().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Chart(
            "tuning",
            "Wall time against pool size, predicted and measured",
            "The line is the prediction; a dot is the measured median, with the interval that"
                + " contains the true one; a diamond is the median of the fresh shots that tested"
                + " the choice. The ring marks the knee: the smallest measured size within 5 % of"
                + " the best.",
            drawing(tuning),
            Table.of(TuningTable.of(tuning))));
  }

  private static PoolSizes drawing(Tuning tuning) {
    List<Point> points = tuning.sizes().stream().map(TuningChart::point).toList();
    Advice advice = tuning.advice();
    return new PoolSizes(
        tuning.counts().axis(),
        theory(tuning),
        points,
        advice == null ? null : knee(points, advice.knee()),
        advice == null ? null : Integer.valueOf(advice.size()),
        capacity(tuning),
        goal(tuning));
  }

  private static @Nullable Capacity capacity(Tuning tuning) {
    return CapacityText.atOnce(tuning)
        .filter(requests -> requests <= tuning.maxSize())
        .map(requests -> new Capacity(CapacityText.mark(tuning).orElseThrow(), requests))
        .orElse(null);
  }

  private static PoolSizes.@Nullable Goal goal(Tuning tuning) {
    Goal goal = tuning.asked();
    return goal.isThroughput()
        ? new PoolSizes.Goal(TuningText.target(goal), goal.enoughMs(0, tuning.requests()))
        : null;
  }

  private static Point point(TunedSize size) {
    return new Point(size.size(), size.medianMs(), size.lowMs(), size.highMs(), size.proofMs());
  }

  private static @Nullable Point knee(List<Point> points, int size) {
    return points.stream()
        .filter(point -> point.size() == size && point.medianMs() != null)
        .findFirst()
        .orElse(null);
  }

  /** The last step lasts to the end of the axis. */
  private static List<Step> theory(Tuning tuning) {
    var steps = new ArrayList<>(tuning.theory());
    if (!steps.isEmpty() && steps.getLast().size() < tuning.maxSize()) {
      steps.add(new Step(tuning.maxSize(), steps.getLast().predictedMs()));
    }
    return steps;
  }
}

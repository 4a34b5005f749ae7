package dev.fanout.report.chart;

import dev.fanout.report.chart.Curves.Panel;
import dev.fanout.report.chart.Curves.Point;
import dev.fanout.report.chart.Curves.Step;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wall time against the size of the pool, over the steps of the floor. */
final class StaircaseChart {
  private static final int LEAST_SIZES = 2;
  private static final double WITHIN = 1.05;

  private StaircaseChart() {}

  /** The chart, if some model was measured with two sizes or more. */
  static Optional<Chart> of(Results results) {
    List<Sweep> sweeps =
        Sweep.of(results, StaircaseChart::isPool, Parameter.SIZE, StaircaseChart::size);
    if (sweeps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Chart(
            "staircase",
            "Wall time against pool size",
            "The line, or the mark where there is none, is the floor; the dots are measured."
                + " The ring marks the knee:"
                + " the smallest measured size whose median is within 5 % of the best one; a larger"
                + " pool gains next to nothing.",
            new Curves("pool size", sweeps.stream().map(StaircaseChart::panel).toList()),
            Sweep.table(sweeps, "pool size", measured -> "" + size(measured))));
  }

  /** A size alone is none: a worker may have several requests in flight. */
  static boolean isPool(Case measured) {
    return measured.size() != null
        && measured.inFlight() != null
        && measured.inFlight() <= measured.size();
  }

  private static int size(Case measured) {
    return Objects.requireNonNull(measured.size());
  }

  private static Panel panel(Sweep sweep) {
    return new Panel(
        sweep.name(),
        sweep.rows().stream().map(StaircaseChart::point).toList(),
        theory(sweep.rows()),
        knee(sweep.rows()));
  }

  private static Point point(Summary row) {
    return new Point(row.temperature().text(), size(row.measured()), median(row), row.floorMs());
  }

  /** The floor between the measured sizes; none where the model has another floor than a pool's. */
  private static List<Step> theory(List<Summary> rows) {
    if (!rows.stream().allMatch(StaircaseChart::hasFloorOfPool)) {
      return List.of();
    }
    Case any = rows.getFirst().measured();
    int least = rows.stream().mapToInt(row -> size(row.measured())).min().getAsInt();
    int greatest = rows.stream().mapToInt(row -> size(row.measured())).max().getAsInt();
    var steps = new ArrayList<Step>();
    for (int size = least; size <= greatest; size++) {
      double floor = PoolFloor.ms(any, size);
      if (steps.isEmpty() || steps.getLast().floorMs() != floor || size == greatest) {
        steps.add(new Step(size, floor));
      }
    }
    return steps;
  }

  private static boolean hasFloorOfPool(Summary row) {
    return row.measured().plainHello()
        && row.floorMs() != null
        && Math.abs(PoolFloor.ms(row.measured()) - row.floorMs()) < 1;
  }

  /** Of the warm rows, if they have enough sizes, else of the cold ones. */
  private static @Nullable Point knee(List<Summary> rows) {
    List<Summary> warm = at(Temperature.WARM, rows);
    List<Summary> judged = warm.size() >= LEAST_SIZES ? warm : at(Temperature.COLD, rows);
    double best = judged.stream().mapToDouble(StaircaseChart::median).min().orElse(0);
    return judged.stream()
        .filter(row -> median(row) <= WITHIN * best)
        .map(StaircaseChart::point)
        .min(Comparator.comparingInt(Point::count))
        .orElse(null);
  }

  private static List<Summary> at(Temperature temperature, List<Summary> rows) {
    return rows.stream().filter(row -> row.temperature() == temperature).toList();
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }
}

package dev.fanout.report.chart;

import dev.fanout.report.chart.Drawing.Curves;
import dev.fanout.report.chart.Drawing.Curves.Panel;
import dev.fanout.report.chart.Drawing.Curves.Point;
import dev.fanout.report.chart.Drawing.Curves.Step;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.tuning.Advice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The charts of wall time against a count, a panel per case. */
final class CurveCharts {
  private static final int LEAST_SIZES = 2;

  private CurveCharts() {}

  /** Wall time against the number of requests, if some case was measured with two. */
  static Optional<Chart> requests(Results results) {
    List<Sweep> sweeps = Sweep.of(results, _ -> true, Parameter.REQUESTS);
    return chart(
        "requests-scaling",
        "Wall time against number of requests",
        "A dot is the median wall time of that many requests, the black mark below it the"
            + " floor; the distance between the two is the model's own work.",
        "requests",
        sweeps,
        sweeps.stream()
            .map(sweep -> new Panel(sweep.name(), points(sweep), List.of(), null))
            .toList());
  }

  /** Wall time against the size of the pool, if some model was measured with two sizes. */
  static Optional<Chart> staircase(Results results) {
    List<Sweep> sweeps = Sweep.of(results, CurveCharts::isPool, Parameter.SIZE);
    return chart(
        "staircase",
        "Wall time against pool size",
        "The line, or the mark where there is none, is the floor; the dots are measured."
            + " The ring marks the knee:"
            + " the smallest measured size whose median is within 5 % of the best one; a larger"
            + " pool gains almost nothing.",
        "pool size",
        sweeps,
        sweeps.stream()
            .map(sweep -> new Panel(sweep.name(), points(sweep), steps(sweep.rows()), knee(sweep)))
            .toList());
  }

  private static Optional<Chart> chart(
      String id,
      String title,
      String description,
      String axis,
      List<Sweep> sweeps,
      List<Panel> panels) {
    return sweeps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chart(id, title, description, new Curves(axis, panels), Sweep.table(sweeps, axis)));
  }

  private static List<Point> points(Sweep sweep) {
    return sweep.rows().stream().map(row -> point(sweep, row)).toList();
  }

  private static Point point(Sweep sweep, Summary row) {
    return new Point(row.temperature().text(), sweep.count(row), median(row), row.floorMs());
  }

  /** A size alone is not a pool: a worker may have several requests in flight. */
  static boolean isPool(Case measured) {
    return measured.size() != null
        && measured.inFlight() != null
        && measured.inFlight() <= measured.size();
  }

  /** The floor between the measured sizes; none where the model has another floor than a pool's. */
  private static List<Step> steps(List<Summary> rows) {
    boolean known =
        rows.stream()
            .allMatch(
                row ->
                    row.measured().plainHello()
                        && row.floorMs() != null
                        && Math.abs(floorMs(row.measured(), size(row)) - row.floorMs()) < 1);
    if (!known) {
      return List.of();
    }
    Case any = rows.getFirst().measured();
    int least = rows.stream().mapToInt(CurveCharts::size).min().getAsInt();
    int greatest = rows.stream().mapToInt(CurveCharts::size).max().getAsInt();
    var steps = new ArrayList<Step>();
    for (int size = least; size <= greatest; size++) {
      double floor = floorMs(any, size);
      if (steps.isEmpty() || steps.getLast().floorMs() != floor || size == greatest) {
        steps.add(new Step(size, floor));
      }
    }
    return steps;
  }

  private static int size(Summary row) {
    return Objects.requireNonNull(row.measured().size());
  }

  /**
   * The floor of a pool of any size, by docs/method.md: {@code ceil(N / P) D}; with chunks of c,
   * {@code m = ceil(N / c)} and {@code r = ceil(m / P)}, it is {@code r c D}, or {@code ((r - 1) c
   * + N mod c) D} if the last round holds the partial chunk alone.
   */
  static double floorMs(Case measured, int size) {
    int chunk = Objects.requireNonNullElse(measured.chunk(), 1);
    int chunks = Math.ceilDiv(measured.requests(), chunk);
    int rounds = Math.ceilDiv(chunks, size);
    int partial = measured.requests() % chunk;
    boolean partialAlone = partial > 0 && chunks - (rounds - 1) * size == 1;
    long steps = (rounds - 1L) * chunk + (partialAlone ? partial : chunk);
    return (double) steps * measured.delayMs();
  }

  /** Of the warm rows, if they have enough sizes, else of the cold ones. */
  private static @Nullable Point knee(Sweep sweep) {
    List<Summary> warm = sweep.at(Temperature.WARM);
    List<Summary> judged = warm.size() >= LEAST_SIZES ? warm : sweep.at(Temperature.COLD);
    double best = judged.stream().mapToDouble(CurveCharts::median).min().orElse(0);
    return judged.stream()
        .filter(row -> median(row) <= Advice.WITHIN * best)
        .map(row -> point(sweep, row))
        .min(Comparator.comparingInt(Point::count))
        .orElse(null);
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }
}

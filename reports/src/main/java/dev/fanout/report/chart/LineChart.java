package dev.fanout.report.chart;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Drawing.Lines;
import dev.fanout.report.chart.Drawing.Lines.Line;
import dev.fanout.report.chart.Drawing.Lines.Panel;
import dev.fanout.report.chart.Drawing.Lines.Place;
import dev.fanout.report.chart.Drawing.Lines.Point;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.WorkText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a chart of {@link Lines} of a run's sweeps.
 *
 * @param swept the parameter that the axis shows
 */
record LineChart(
    String id,
    String title,
    String description,
    String axis,
    boolean spread,
    boolean logarithmic,
    Parameter swept) {
  /** Wall time against the CPU time that each answer costs. */
  static final LineChart CPU =
      new LineChart(
          "cpu",
          "Wall time against CPU time per page",
          "A line is a case, named at its end; its dots are median wall times. As long as a line is"
              + " level, the CPU time is spent while other requests wait; it rises once the cores,"
              + " or the few threads that the model uses, are what the requests wait for. The"
              + " dashed line is the floor, the least time that any case needs there.",
          "CPU time per page",
          true,
          false,
          Parameter.CPU_MS);

  /** Wall time against the server's handler threads; a server without them comes last. */
  static final LineChart HANDLER_THREADS =
      new LineChart(
          "handler-threads",
          "Wall time against the server's handler threads",
          "A line is a case, named at its end; its dots are median wall times, on a log scale."
              + " Where lines run together, the server decides and not the model: with few handler"
              + " threads every model waits for one of them. The mark is the floor, the least"
              + " time that any case needs there; async is a server that holds no thread while it"
              + " waits.",
          "handler threads of the server",
          false,
          true,
          Parameter.HANDLER_THREADS);

  /** What the cases of a panel share, but for what is swept. */
  private static final List<Parameter> WORK_AND_SERVER = Parameter.of(Role.WORK, Role.SERVER);

  /** The chart, unless no case was measured at two places. */
  Optional<Chart> of(Results results) {
    Collection<List<Sweep>> comparable =
        Sweep.of(results, _ -> true, swept).stream()
            .collect(groupingBy(this::workAndServer, LinkedHashMap::new, toList()))
            .values();
    if (comparable.isEmpty()) {
      return Optional.empty();
    }
    var names = CaseNames.of(results);
    List<Panel> panels = comparable.stream().map(sweeps -> panel(sweeps, names)).toList();
    List<Sweep> inOrder = comparable.stream().flatMap(List::stream).toList();
    return Optional.of(
        new Chart(
            id,
            title,
            description,
            new Lines(axis, spread, logarithmic, panels),
            Sweep.table(inOrder, axis)));
  }

  private Map<Parameter, Object> workAndServer(Sweep sweep) {
    Set<Parameter> others = EnumSet.copyOf(WORK_AND_SERVER);
    others.remove(swept);
    return sweep.rows().getFirst().measured().only(others);
  }

  private Panel panel(List<Sweep> sweeps, CaseNames names) {
    List<Integer> counts =
        sweeps.stream()
            .flatMap(sweep -> sweep.rows().stream().map(sweep::count))
            .distinct()
            .sorted()
            .toList();
    var lines = new ArrayList<Line>();
    for (Sweep sweep : sweeps) {
      String name =
          names.without(EnumSet.copyOf(WORK_AND_SERVER), sweep.rows().getFirst().measured());
      Arrays.stream(Temperature.values())
          .map(temperature -> line(name, sweep, temperature, counts))
          .filter(line -> !line.points().isEmpty())
          .forEach(lines::add);
    }
    return new Panel(
        WorkText.against(sweeps.getFirst().rows().getFirst().measured(), Set.of(swept)),
        counts.stream().map(each -> place(each, sweeps, counts)).toList(),
        lines);
  }

  private Place place(int value, List<Sweep> sweeps, List<Integer> counts) {
    List<Summary> there =
        sweeps.stream()
            .flatMap(sweep -> sweep.rows().stream())
            .filter(row -> sweeps.getFirst().count(row) == value)
            .toList();
    Optional<Double> floor =
        there.stream()
            .flatMap(row -> Optional.ofNullable(row.floorMs()).stream())
            .min(naturalOrder());
    return new Place(
        at(value, counts),
        Sweep.text(swept, there.getFirst()),
        floor.filter(ms -> ms > 0).orElse(null));
  }

  private Line line(String name, Sweep sweep, Temperature temperature, List<Integer> counts) {
    return new Line(
        name,
        temperature.text(),
        sweep.at(temperature).stream()
            .map(
                row ->
                    new Point(at(sweep.count(row), counts), Objects.requireNonNull(row.medianMs())))
            .toList());
  }

  private int at(int value, List<Integer> counts) {
    return spread ? value : counts.indexOf(value);
  }
}

package dev.fanout.report.chart;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Lines.Line;
import dev.fanout.report.chart.Lines.Panel;
import dev.fanout.report.chart.Lines.Place;
import dev.fanout.report.chart.Lines.Point;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
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
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What makes a chart of {@link Lines} of a run's sweeps.
 *
 * @param swept the parameter that the axis shows
 * @param count its value, which orders the places on the axis
 * @param text its value in words
 */
record LineChart(
    String id,
    String title,
    String description,
    String axis,
    boolean spread,
    boolean logarithmic,
    Parameter swept,
    ToIntFunction<Case> count,
    Function<Case, String> text) {

  /** What the cases of a panel share, but for what is swept. */
  private static final List<Parameter> WORK_AND_SERVER = Parameter.of(Role.WORK, Role.SERVER);

  /** The chart, unless no case was measured at two places. */
  Optional<Chart> of(Results results) {
    Collection<List<Sweep>> comparable =
        Sweep.of(results, _ -> true, swept, count).stream()
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
            Sweep.table(inOrder, axis, text)));
  }

  private Map<Parameter, Object> workAndServer(Sweep sweep) {
    Set<Parameter> others = EnumSet.copyOf(WORK_AND_SERVER);
    others.remove(swept);
    return sweep.rows().getFirst().measured().only(others);
  }

  private Panel panel(List<Sweep> sweeps, CaseNames names) {
    List<Summary> rows = sweeps.stream().flatMap(sweep -> sweep.rows().stream()).toList();
    List<Integer> counts = rows.stream().map(this::count).distinct().sorted().toList();
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
        name(rows.getFirst().measured()),
        counts.stream().map(each -> place(each, rows, counts)).toList(),
        lines);
  }

  private String name(Case any) {
    return Stream.concat(
            Stream.of(WorkText.without(Set.of(swept), List.of(any))),
            Parameter.of(Role.SERVER).stream()
                .filter(each -> each != swept)
                .flatMap(each -> Optional.ofNullable(each.label(any.value(each))).stream()))
        .collect(joining(", "));
  }

  private Place place(int value, List<Summary> all, List<Integer> counts) {
    List<Summary> there = all.stream().filter(row -> count(row) == value).toList();
    Optional<Double> floor =
        there.stream()
            .flatMap(row -> Optional.ofNullable(row.floorMs()).stream())
            .min(naturalOrder());
    return new Place(
        at(value, counts),
        text.apply(there.getFirst().measured()),
        floor.filter(ms -> ms > 0).orElse(null));
  }

  private Line line(String name, Sweep sweep, Temperature temperature, List<Integer> counts) {
    return new Line(
        name,
        temperature.text(),
        sweep.rows().stream()
            .filter(row -> row.temperature() == temperature)
            .sorted(comparingInt(this::count))
            .map(row -> new Point(at(count(row), counts), Objects.requireNonNull(row.medianMs())))
            .toList());
  }

  private int at(int value, List<Integer> counts) {
    return spread ? value : counts.indexOf(value);
  }

  private int count(Summary row) {
    return count.applyAsInt(row.measured());
  }
}

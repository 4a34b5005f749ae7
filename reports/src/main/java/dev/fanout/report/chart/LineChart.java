package dev.fanout.report.chart;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Lines.Line;
import dev.fanout.report.chart.Lines.Panel;
import dev.fanout.report.chart.Lines.Place;
import dev.fanout.report.chart.Lines.Point;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
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
import org.jspecify.annotations.Nullable;

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

  /** The chart, unless no case was measured at two places. */
  Optional<Chart> of(Results results) {
    Collection<List<Sweep>> comparable =
        Sweep.of(results, _ -> true, swept, count).stream()
            .collect(groupingBy(this::workAndServer, LinkedHashMap::new, toList()))
            .values();
    if (comparable.isEmpty()) {
      return Optional.empty();
    }
    boolean several = comparable.size() > 1;
    List<Panel> panels = comparable.stream().map(sweeps -> panel(sweeps, several)).toList();
    List<Sweep> inOrder = comparable.stream().flatMap(List::stream).toList();
    return Optional.of(
        new Chart(
            id,
            title,
            description,
            new Lines(axis, spread, logarithmic, panels),
            Sweep.table(inOrder, axis, text)));
  }

  private Map<Parameter, @Nullable Object> workAndServer(Sweep sweep) {
    Set<Parameter> parts = EnumSet.range(Parameter.WORKLOAD, Parameter.FILE_BYTES);
    parts.add(Parameter.HANDLER_THREADS);
    parts.remove(swept);
    return Sweep.values(sweep.rows().getFirst().measured(), parts);
  }

  private Panel panel(List<Sweep> sweeps, boolean named) {
    List<Summary> rows = sweeps.stream().flatMap(sweep -> sweep.rows().stream()).toList();
    List<Integer> counts = rows.stream().map(this::count).distinct().sorted().toList();
    var lines = new ArrayList<Line>();
    for (Sweep sweep : sweeps) {
      Arrays.stream(Temperature.values())
          .map(temperature -> line(sweep, temperature, counts))
          .filter(line -> !line.points().isEmpty())
          .forEach(lines::add);
    }
    return new Panel(
        named ? name(rows) : "",
        counts.stream().map(each -> place(each, rows, counts)).toList(),
        lines);
  }

  private String name(List<Summary> rows) {
    List<Case> cases = rows.stream().map(Summary::measured).toList();
    Integer threads = cases.getFirst().handlerThreads();
    return WorkText.of(cases.stream().map(Case::work).toList())
        + (threads == null || swept == Parameter.HANDLER_THREADS
            ? ""
            : ", %d handlers".formatted(threads));
  }

  private Place place(int value, List<Summary> all, List<Integer> counts) {
    List<Summary> there = all.stream().filter(row -> count(row) == value).toList();
    double floor = there.stream().mapToDouble(Summary::floorMs).min().orElse(0);
    return new Place(
        at(value, counts),
        text.apply(there.getFirst().measured()),
        floor > 0 ? Double.valueOf(floor) : null);
  }

  private Line line(Sweep sweep, Temperature temperature, List<Integer> counts) {
    return new Line(
        sweep.name(),
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

package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.CaseRows;
import dev.fanout.report.chart.Drawing.CaseRows.Cell;
import dev.fanout.report.chart.Drawing.CaseRows.Style;
import dev.fanout.report.chart.Drawing.Courses;
import dev.fanout.report.chart.Drawing.Courses.Line;
import dev.fanout.report.chart.Drawing.Courses.Panel;
import dev.fanout.report.chart.Drawing.Courses.Point;
import dev.fanout.report.chart.Drawing.Courses.Scale;
import dev.fanout.report.chart.Drawing.Courses.Span;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.stream.Course;
import dev.fanout.report.stream.Course.Slice;
import dev.fanout.report.stream.Growth;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.Recovery;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.stream.StreamGroup;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.RowNames;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import dev.fanout.report.text.WorkText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The charts of streams of arrivals. */
final class StreamCharts {
  private static final int MOST_LINES = 6;
  private static final double FAR_APART = 20;

  private StreamCharts() {}

  /** The response times of each case: median, a percentile, longest, and the percentile's floor. */
  static Optional<Chart> response(Results results) {
    List<Summary> keeping = keeping(results);
    return keeping.isEmpty() ? Optional.empty() : response(keeping, results);
  }

  private static List<Summary> keeping(Results results) {
    return results.summaries().stream()
        .filter(row -> row.measured().isStream() && row.value(Metric.RESPONSE_MAX_MS) != null)
        .filter(row -> !Growth.isOf(row))
        .toList();
  }

  private static Optional<Chart> response(List<Summary> keeping, Results results) {
    double least =
        keeping.stream()
            .flatMap(row -> Optional.ofNullable(row.value(Metric.RESPONSE_P50_MS)).stream())
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(0);
    double most =
        keeping.stream().mapToDouble(row -> value(row, Metric.RESPONSE_MAX_MS)).max().orElse(0);
    boolean log = least > 0 && most > FAR_APART * least;
    List<Column<Summary>> columns = new ArrayList<>();
    columns.add(Numbers.SHOTS);
    for (Percentile each : Percentile.ALL) {
      columns.add(Column.right(each.title(), row -> Numbers.exact(row.value(each.response()))));
    }
    columns.add(Column.right("longest", row -> Numbers.exact(row.value(Metric.RESPONSE_MAX_MS))));
    columns.add(
        Column.right(
            "floor",
            row ->
                Percentile.of(List.of(row))
                    .map(each -> Numbers.exact(row.value(each.floor())))
                    .orElse("")));
    columns.add(Column.left("backlog", row -> StreamGroup.grows(row).orElse("does not grow")));
    return CaseCharts.chart(
        "response",
        "Response times from the moment of arrival",
        "The tick is the median. The bar goes on to the percentile that is named beside it: p99 is the time within which 99 %% of the requests were answered. The line goes on to the longest. The black mark is the floor of that percentile: what a perfect machine has with the same arrivals and delays.%s"
            .formatted(
                log ? " On the log scale, each grid line is ten times the one before it." : ""),
        new CaseRows(
            Style.RESPONSE,
            log ? "response time (log scale)" : "response time",
            log,
            "floor",
            List.of()),
        columns,
        results,
        row -> cell(row, log ? least : 0));
  }

  private static Optional<Cell> cell(Summary row, double start) {
    String temperature = row.temperature().text();
    return Growth.isOf(row)
        ? StreamGroup.grows(row).map(grows -> new Cell(temperature, start, grows, null, List.of()))
        : Percentile.of(List.of(row)).map(each -> cell(row, each));
  }

  private static Cell cell(Summary row, Percentile percentile) {
    double judged = value(row, percentile.response());
    double median = value(row, Metric.RESPONSE_P50_MS);
    return new Cell(
        row.temperature().text(),
        median,
        percentile.title() + " " + Numbers.brief(judged),
        row.value(percentile.floor()),
        List.of(median, median, judged, value(row, Metric.RESPONSE_MAX_MS)));
  }

  private static double value(Summary row, Metric metric) {
    return Objects.requireNonNull(row.value(metric));
  }

  /** A row, its shot that is shown, and how that went. */
  private record Shown(Summary row, Shot shot, Course course) {}

  private static List<Shown> shown(Results results) {
    return results.summaries().stream()
        .filter(row -> row.measured().isStream())
        .flatMap(
            row ->
                StreamGroup.typical(row, results).stream()
                    .map(
                        shot ->
                            new Shown(
                                row,
                                shot,
                                Course.of(
                                    StreamGroup.requests(shot, results),
                                    StreamGroup.streamMs(row.measured())))))
        .toList();
  }

  /** The response times over the stream, by the moment of arrival. */
  static Optional<Chart> overTime(Results results) {
    boolean stalls =
        results.summaries().stream().anyMatch(row -> row.measured().value(Parameter.STALL) != null);
    return course(
        "response-over-time",
        "Response times over the stream",
        "A line is a case: the median response time of the requests that arrived in each short part"
            + " of the stream, drawn where they arrived. "
            + (stalls
                ? "So the line rises before the stall, by those that arrive before it and are"
                    + " answered after it. "
                : "")
            + "A line that keeps rising belongs to a case that serves fewer requests than arrive.",
        "response time, median",
        Scale.TIME,
        slice -> Objects.requireNonNullElse(slice.medianMs(), Double.NaN),
        List.of(
            Column.right("requests", each -> "" + each.slice.requests()),
            Column.right("median", each -> Numbers.exact(each.slice.medianMs())),
            Column.right("longest", each -> Numbers.exact(each.slice.longestMs()))),
        results);
  }

  /** How many requests waited over the stream. */
  static Optional<Chart> backlog(Results results) {
    return course(
        "backlog",
        "Backlog over the stream",
        "A line is a case: the most requests at once, in each short part of the stream, that had"
            + " arrived and were not yet sent. A line that keeps rising grows without end.",
        "requests that wait",
        Scale.COUNT,
        Slice::backlog,
        List.of(Column.right("backlog", each -> "" + each.slice.backlog())),
        results);
  }

  private static Optional<Chart> course(
      String id,
      String title,
      String description,
      String axis,
      Scale scale,
      ToDoubleFunction<Slice> value,
      List<Column<Part>> figures,
      Results results) {
    List<Shown> all = shown(results);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    RowNames names = RowNames.withoutWork(results);
    Map<Case, Object> groups = new LinkedHashMap<>();
    all.forEach(each -> groups.put(each.row.measured(), each.row.measured().against()));
    boolean several = groups.values().stream().distinct().count() > 1;
    List<Panel> panels =
        panels(all).stream()
            .map(
                panel ->
                    new Panel(
                        several || panel.size() < all.size() ? name(panel, several, all) : "",
                        StreamGroup.streamMs(panel.getFirst().row.measured()),
                        spans(panel.getFirst(), results),
                        panel.stream()
                            .map(
                                each ->
                                    new Line(
                                        names.of(each.row), points(each.course, value), null, null))
                            .toList()))
            .toList();
    return Optional.of(
        new Chart(
            id,
            title,
            description,
            new Courses("time since the start of the stream", Scale.TIME, axis, scale, panels),
            table(all, RowNames.of(results), figures)));
  }

  /** Few lines each: those of one work and server, or if these are many, of one model of these. */
  private static List<List<Shown>> panels(List<Shown> all) {
    return all.stream()
        .collect(groupingBy(each -> each.row.measured().against(), LinkedHashMap::new, toList()))
        .values()
        .stream()
        .flatMap(
            group ->
                group.size() <= MOST_LINES
                    ? List.of(group).stream()
                    : group.stream()
                        .collect(
                            groupingBy(
                                each -> each.row.measured().model(), LinkedHashMap::new, toList()))
                        .values()
                        .stream())
        .toList();
  }

  private static String name(List<Shown> panel, boolean several, List<Shown> all) {
    Case any = panel.getFirst().row.measured();
    boolean ofModel =
        all.stream()
            .anyMatch(
                other ->
                    other.row.measured().against().equals(any.against()) && !panel.contains(other));
    String work = WorkText.against(any, Set.of());
    return !several ? any.model() : ofModel ? any.model() + ", " + work : work;
  }

  /** What is not like the rest of a stream. */
  private static List<Span> spans(Shown shown, Results results) {
    var spans = new ArrayList<Span>();
    long streamMs = StreamGroup.streamMs(shown.row.measured());
    spans.add(new Span("warm-up, left out of the figures", 0, StreamFigures.warmUpMs(streamMs)));
    Recovery.of(shown.row.measured(), StreamGroup.requests(shown.shot, results), streamMs)
        .ifPresent(each -> spans.add(new Span("stall", each.fromMs(), each.untilMs())));
    return spans;
  }

  /** A slice in which nothing arrived has no point. */
  private static List<Point> points(Course course, ToDoubleFunction<Slice> value) {
    return course.slices().stream()
        .map(each -> new Point(each.fromMs() + course.sliceMs() / 2, value.applyAsDouble(each)))
        .filter(point -> !Double.isNaN(point.value()))
        .toList();
  }

  /** A slice of what is shown of a case. */
  private record Part(Shown shown, Slice slice) {}

  private static Table table(List<Shown> all, RowNames names, List<Column<Part>> figures) {
    var columns = new ArrayList<Column<Part>>();
    columns.add(Column.left("case", each -> names.of(each.shown.row)));
    columns.add(Column.right("from", each -> Numbers.brief(each.slice.fromMs())));
    columns.addAll(figures);
    return Table.of(
        new TextTable<>(
            columns,
            all.stream()
                .flatMap(
                    shown -> shown.course.slices().stream().map(slice -> new Part(shown, slice)))
                .toList()));
  }

  /**
   * A percentile of the response times against the rate, if some case was measured at two rates.
   */
  static Optional<Chart> rate(Results results) {
    List<Summary> keeping = keeping(results);
    List<RateSweep> sweeps = RateSweep.of(results);
    return keeping.isEmpty() || sweeps.isEmpty()
        ? Optional.empty()
        : Percentile.of(keeping).map(percentile -> rate(percentile, sweeps, results));
  }

  private static Chart rate(Percentile percentile, List<RateSweep> sweeps, Results results) {
    RowNames names = RowNames.withoutWork(results);
    Function<RateSweep, Object> shared = sweep -> List.of(sweep.kind(), sweep.apartFromRate());
    Map<Object, List<RateSweep>> groups =
        sweeps.stream().collect(groupingBy(shared, LinkedHashMap::new, toList()));
    List<Panel> panels =
        groups.values().stream()
            .map(
                group ->
                    new Panel(
                        groups.size() == 1 ? "" : group.getFirst().name(),
                        group.stream()
                            .flatMap(sweep -> sweep.rows().stream().map(sweep::rate))
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElseThrow(),
                        List.of(),
                        group.stream().map(sweep -> line(sweep, percentile, names)).toList()))
            .toList();
    record Measured(RateSweep sweep, Summary row) {}
    List<Column<Measured>> columns =
        List.of(
            Column.left("case", each -> names.of(each.row)),
            Column.left("arrivals", each -> each.sweep.arrivals(each.row)),
            Column.right(
                percentile.title(),
                each ->
                    StreamGroup.grows(each.row)
                        .orElseGet(() -> Numbers.exact(each.row.value(percentile.response())))),
            Column.right(
                "floor of " + percentile.title(),
                each -> Numbers.exact(each.row.value(percentile.floor()))),
            Column.right("achieved", each -> Numbers.rate(each.row.value(Metric.ACHIEVED_PER_S))),
            Column.left("knee", each -> each.sweep.isKnee(each.row, percentile) ? "knee" : ""));
    return new Chart(
        "response-rate",
        "Response time against the rate of arrivals",
        "A line is a case, its dots are the %s of its response times. The ring marks the knee: the highest measured rate up to which %s is at most twice what it is at the lowest rate. Where a dotted line leaves the chart at the top, the backlog grows without end at that rate."
            .formatted(percentile.title(), percentile.title()),
        new Courses(
            "requests that arrive in a second",
            Scale.COUNT,
            "response time, " + percentile.title(),
            Scale.TIME,
            panels),
        Table.of(
            new TextTable<>(
                columns,
                sweeps.stream()
                    .flatMap(sweep -> sweep.rows().stream().map(row -> new Measured(sweep, row)))
                    .toList())));
  }

  private static Line line(RateSweep sweep, Percentile percentile, RowNames names) {
    List<Point> points =
        sweep.keeping().stream()
            .filter(row -> row.value(percentile.response()) != null)
            .map(row -> new Point(sweep.rate(row), value(row, percentile.response())))
            .toList();
    return new Line(
        names.of(sweep.rows().getFirst()),
        points,
        sweep.endlessFrom(),
        knee(sweep, percentile, points));
  }

  private static @Nullable Point knee(RateSweep sweep, Percentile percentile, List<Point> points) {
    return sweep
        .knee(percentile)
        .flatMap(row -> points.stream().filter(point -> point.at() == sweep.rate(row)).findFirst())
        .orElse(null);
  }
}

package dev.fanout.report.chart;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.report.file.Replacement;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All charts of a run, always in the same order, as data and as files. */
public final class Charts {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Peaks have a chart each; what adds up during a shot is in the tables, and drawn per request.
   */
  private static final List<Metric> PEAKS =
      Metric.of(Metric.Kind.COST).stream().filter(each -> each.fold() == Metric.Fold.MAX).toList();

  /** The id of each chart that there can be, and its name where there is little room. */
  private static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    var names =
        new HashMap<>(
            Map.ofEntries(
                entry("time-and-cost", "Time and cost"),
                entry("wall-time", "Time"),
                entry("handler-threads", "Handler threads"),
                entry("cpu", "CPU per page"),
                entry("speedup", "Speed-up"),
                entry("overhead", "Overhead"),
                entry("staircase", "Sizes"),
                entry("requests-scaling", "Requests"),
                entry("timeline", "Timeline"),
                entry("latency", "Latency"),
                entry("cpu-per-request", "CPU"),
                entry("memory-per-request", "Memory per request"),
                entry("response", "Response times"),
                entry("response-over-time", "Over the stream"),
                entry("response-rate", "Rates"),
                entry("backlog", "Backlog"),
                entry("tuning", "Pool sizes"),
                entry("switch", "Costs")));
    PEAKS.forEach(metric -> names.put(CaseCharts.id(metric), metric.title()));
    return Map.copyOf(names);
  }

  /** The id of each chart that there can be. */
  static final Set<String> IDS = NAMES.keySet();

  private Charts() {}

  /** Those that the run has the data for. */
  public static List<Chart> of(Results results) {
    return results.ofStreams()
        ? present(Stream.concat(ofStreams(results), costs(results)))
        : present(Stream.concat(ofBatches(results), costs(results)));
  }

  private static Stream<Optional<Chart>> ofBatches(Results results) {
    return Stream.of(
        CostCharts.timeAndCost(results),
        CaseCharts.wallTime(results),
        LineChart.HANDLER_THREADS.of(results),
        LineChart.CPU.of(results),
        CaseCharts.speedup(results),
        CaseCharts.overhead(results),
        CurveCharts.staircase(results),
        CurveCharts.requests(results),
        TimelineChart.of(results),
        CaseCharts.latency(results));
  }

  private static Stream<Optional<Chart>> ofStreams(Results results) {
    return Stream.of(
        StreamCharts.response(results),
        StreamCharts.overTime(results),
        StreamCharts.rate(results),
        StreamCharts.backlog(results));
  }

  private static Stream<Optional<Chart>> costs(Results results) {
    return Stream.concat(
        Stream.of(CostCharts.cpu(results), CostCharts.memory(results)),
        PEAKS.stream().map(metric -> CaseCharts.cost(metric, results)));
  }

  private static List<Chart> present(Stream<Optional<Chart>> charts) {
    return charts.flatMap(Optional::stream).toList();
  }

  /** Those of single requests; of a search, others would show the same wall times once more. */
  public static List<Chart> ofRequests(Results results) {
    return present(
        results.ofStreams()
            ? ofStreams(results)
            : Stream.of(TimelineChart.of(results), CaseCharts.latency(results)));
  }

  /** The name of a chart where there is little room, such as {@code Time}. */
  public static String shortTitle(Chart chart) {
    String name = NAMES.getOrDefault(chart.id(), chart.title());
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** A chart, or a list of charts, for the drawing scripts: text that fits a script element. */
  public static String json(Object charts) {
    try {
      // Both can occur in strings alone: the first would end the element, the others are line ends
      // to some readers.
      return JSON.writeValueAsString(charts)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a chart that is not JSON", e);
    }
  }

  /**
   * Draws the charts and adds them to what is replaced; the charts that an earlier report made in
   * the folder and this one does not have are removed.
   *
   * @param png whether each chart becomes a PNG file too, beside its SVG file
   * @throws IOException if PNG files are asked for and the system has no fonts
   */
  public static void draw(List<Chart> charts, Path folder, boolean png, Replacement files)
      throws IOException {
    Set<Path> earlier = new HashSet<>();
    for (String id : IDS) {
      earlier.add(folder.resolve(id + ".svg"));
      earlier.add(folder.resolve(id + ".png"));
    }
    if (!charts.isEmpty()) {
      var library = new ECharts();
      for (Chart chart : charts) {
        Path svg = folder.resolve(chart.id() + ".svg");
        String drawn = library.svg(chart);
        files.put(svg, drawn);
        earlier.remove(svg);
        if (png) {
          Path picture = folder.resolve(chart.id() + ".png");
          files.put(picture, Png.of(drawn));
          earlier.remove(picture);
        }
      }
    }
    earlier.forEach(files::remove);
  }
}

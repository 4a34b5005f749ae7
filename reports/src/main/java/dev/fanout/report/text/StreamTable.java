package dev.fanout.report.text;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.Recovery;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.stream.StreamGroup;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.EnvironmentText.Fact;
import dev.fanout.report.text.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of streams in the table of all cases. */
public final class StreamTable {
  private StreamTable() {}

  /** The response times of a case and what else its stream shows. */
  static Stream<Column<Summary>> columns(Results results) {
    var columns = new ArrayList<Column<Summary>>();
    for (Percentile each : Percentile.ALL) {
      columns.add(
          Column.right(
              each.title(),
              row ->
                  each.equals(Percentile.USUAL)
                      ? StreamGroup.grows(row).orElseGet(() -> time(row, each.response()))
                      : time(row, each.response())));
    }
    columns.add(Column.right("longest", row -> time(row, Metric.RESPONSE_MAX_MS)));
    Percentile usual = Percentile.USUAL;
    columns.add(Column.right("floor of " + usual.title(), row -> time(row, usual.floor())));
    columns.add(Column.right("service " + usual.title(), row -> time(row, usual.service())));
    columns.add(Column.right("mean wait", row -> time(row, Metric.WAIT_MEAN_MS)));
    columns.add(Column.right("expected wait", row -> time(row, Metric.EXPECTED_WAIT_MEAN_MS)));
    columns.add(Column.right("achieved", row -> rate(row.value(Metric.ACHIEVED_PER_S))));
    columns.add(Column.right("backlog", row -> count(row, Metric.BACKLOG_MAX)));
    columns.add(Column.right("at the end", row -> count(row, Metric.WAITING_AT_END)));
    columns.add(Column.left("recovered", row -> recovered(row, results).orElse(TextTable.NONE)));
    return columns.stream();
  }

  private static String time(Summary row, Metric metric) {
    return Figures.time(row.value(metric));
  }

  private static String count(Summary row, Metric metric) {
    return Figures.of(metric.unit(), row.value(metric));
  }

  private static String rate(@Nullable Double perSecond) {
    return perSecond == null ? TextTable.NONE : Figures.perSecond(perSecond) + "/s";
  }

  /** How long after the end of a stall the response times were usual again; empty without one. */
  static Optional<String> recovered(Summary row, Results results) {
    List<Recovery> shots = StreamGroup.recoveries(row, results);
    if (shots.isEmpty()) {
      return Optional.empty();
    }
    Double after = Recovery.typicalMs(shots);
    return Optional.of(
        after == null
            ? "not before the stream ended"
            : after == 0 ? "at once" : Figures.delay(Math.round(after)) + " after the stall");
  }

  /** What the words of the table mean. */
  public static List<Fact> words(Results results) {
    boolean stalls =
        results.summaries().stream()
            .anyMatch(row -> !StreamGroup.recoveries(row, results).isEmpty());
    var words = new ArrayList<Fact>();
    words.add(
        new Fact(
            "p50, p90, p99, longest",
            "response times: half, 90 %, 99 % or all of the requests were answered within this"
                + " time. "
                + counted(results)));
    words.add(
        new Fact(
            "Floor",
            "the same of a perfect machine: the same arrivals and delays, as many places, and"
                + " nothing but the delay takes time"));
    words.add(new Fact("Service", "from the sending of a request to its answer, without the wait"));
    words.add(
        new Fact(
            "Wait",
            "from the moment at which a request was to arrive to its sending. Expected is the mean"
                + " wait on a perfect machine over many draws of the arrivals and delays: one draw"
                + " has more luck or less"));
    words.add(new Fact("Achieved", "answers a second while the stream went on"));
    words.add(
        new Fact(
            "Backlog",
            "the most requests that had arrived and were not yet sent; at the end: how many of them"
                + " when the stream ended"));
    words.add(
        new Fact(
            "Grows without end",
            "more requests arrive than the places serve, so the wait depends on how long one looks,"
                + " and there are no percentiles; beside it stands by how many requests a second"
                + " the backlog grows"));
    if (stalls) {
      words.add(
          new Fact(
              "Recovered",
              "from the end of the stall until the median response time of a short part of the"
                  + " stream was at most 10 % above the median before the stall; at once: so it was"
                  + " in the first part"));
    }
    words.add(new Fact("Cold", "in a fresh JVM, first use of everything"));
    words.add(new Fact("Warm", "in a JVM that has run the same calls on a short delay"));
    return words;
  }

  /** What is left out of the figures, and from when times count. */
  public static String counted(Results results) {
    List<String> warmUps =
        results.summaries().stream()
            .map(row -> StreamGroup.streamMs(row.measured()))
            .distinct()
            .map(ms -> Figures.delay(Math.round(StreamFigures.warmUpMs(ms))))
            .toList();
    return "Response times count from the moment at which a request was to arrive. The first tenth of each stream, %s, is left out as warm-up. The floor is that of a perfect machine with the same arrivals and delays."
        .formatted(String.join(" or ", warmUps));
  }
}

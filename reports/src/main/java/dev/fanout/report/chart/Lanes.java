package dev.fanout.report.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.chart.Drawing.Timeline.Bar;
import dev.fanout.report.measurement.RequestTrace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a shot, sorted into their lanes.
 *
 * @param lanes by their number, each with its requests in the order of their start
 */
record Lanes(List<List<RequestTrace>> lanes) {
  private static final int FEW_LANES = 10;

  /**
   * What is left of them for a chart.
   *
   * @param lanes how many
   * @param note what was left out, in words; empty if nothing was
   */
  record Thinned(int lanes, List<Bar> bars, String note) {}

  static Lanes of(Collection<RequestTrace> requests) {
    return new Lanes(
        List.copyOf(
            requests.stream()
                .sorted(Comparator.comparingDouble(RequestTrace::startMs))
                .collect(groupingBy(RequestTrace::lane, TreeMap::new, toList()))
                .values()));
  }

  int requests() {
    return lanes.stream().mapToInt(List::size).sum();
  }

  int failed() {
    return lanes.stream().mapToInt(Lanes::failed).sum();
  }

  double endMs() {
    return lanes.stream().flatMap(List::stream).mapToDouble(RequestTrace::endMs).max().orElse(0);
  }

  /**
   * First leaves out whole lanes, so that those that stay are true; then, if there are still too
   * many bars, joins requests that follow each other.
   *
   * @param chunk how many requests a worker takes at a time, where it takes more than one
   * @param mostBars that there should be; there may be up to twice as many
   * @param mostLanes that there may be
   */
  Thinned thinned(@Nullable Integer chunk, int mostBars, int mostLanes) {
    long each = Math.max(1, requests() / lanes.size());
    int most = Math.clamp(mostBars / each, FEW_LANES, mostLanes);
    int every = Math.ceilDiv(lanes.size(), most);
    List<List<RequestTrace>> kept = new ArrayList<>();
    for (int from = 0; from < lanes.size(); from += every) {
      kept.add(oneOf(lanes.subList(from, Math.min(from + every, lanes.size()))));
    }
    int left = kept.stream().mapToInt(List::size).sum();
    int joined = Math.max(1, left / mostBars);
    var bars = new ArrayList<Bar>();
    for (int lane = 0; lane < kept.size(); lane++) {
      bars.addAll(bars(lane, kept.get(lane), joined, chunk));
    }
    return new Thinned(kept.size(), bars, note(every, joined));
  }

  /** Of neighbours the one with the most failures, since these must be seen; else the first. */
  private static List<RequestTrace> oneOf(List<List<RequestTrace>> neighbours) {
    List<RequestTrace> best = neighbours.getFirst();
    for (List<RequestTrace> lane : neighbours) {
      if (failed(lane) > failed(best)) {
        best = lane;
      }
    }
    return best;
  }

  private static List<Bar> bars(
      int place, List<RequestTrace> lane, int joined, @Nullable Integer chunk) {
    var bars = new ArrayList<Bar>();
    int shade = 1;
    int chunkBefore = -1;
    for (int from = 0; from < lane.size(); from += joined) {
      List<RequestTrace> together = lane.subList(from, Math.min(from + joined, lane.size()));
      RequestTrace first = together.getFirst();
      int chunkNow = chunk == null ? from : first.request() / chunk;
      if (chunkNow != chunkBefore) {
        shade = 1 - shade;
        chunkBefore = chunkNow;
      }
      bars.add(
          new Bar(
              place,
              first.startMs(),
              together.stream().mapToDouble(RequestTrace::endMs).max().getAsDouble(),
              first.request(),
              together.size(),
              shade,
              together.stream()
                  .filter(Lanes::failed)
                  .findFirst()
                  .map(RequestTrace::status)
                  .orElse(RequestTrace.OK)));
    }
    return bars;
  }

  private static String note(int every, int joined) {
    var notes = new ArrayList<String>();
    if (every > 1) {
      notes.add(String.format(Locale.ROOT, "one lane of every %,d is shown", every));
    }
    if (joined > 1) {
      notes.add(String.format(Locale.ROOT, "a bar stands for %,d requests in a row", joined));
    }
    return String.join(", ", notes);
  }

  private static int failed(List<RequestTrace> lane) {
    return (int) lane.stream().filter(Lanes::failed).count();
  }

  private static boolean failed(RequestTrace trace) {
    return !trace.status().equals(RequestTrace.OK);
  }
}

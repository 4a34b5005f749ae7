package dev.fanout.bench.run;

import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Requests that were sent at once, and how they went.
 *
 * @param size how many were sent
 * @param waited for all of them to end
 * @param traces those that ended, rightly or not
 */
record Burst(int size, Duration waited, List<RequestTrace> traces) {

  /** How many were answered rightly. */
  int right() {
    return Math.toIntExact(
        traces.stream().filter(trace -> trace.status().equals(RequestTrace.OK)).count());
  }

  /** Whether some failed: an answer that is late is not a failure, one that never came is. */
  boolean failed() {
    return right() < size;
  }

  /** How long each took that ended, in milliseconds. */
  List<Double> tookMs() {
    return traces.stream().map(trace -> trace.endMs() - trace.startMs()).toList();
  }

  /** Of how many requests how many failed, by kind, the most frequent first. */
  String failure() {
    Map<String, Long> kinds =
        traces.stream()
            .map(RequestTrace::status)
            .filter(status -> !status.equals(RequestTrace.OK))
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    var parts = new ArrayList<String>();
    kinds.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(kind -> parts.add("%d with %s".formatted(kind.getValue(), kind.getKey())));
    if (traces.size() < size) {
      parts.add(
          "%d without an answer after %s"
              .formatted(size - traces.size(), Figures.time((double) waited.toMillis())));
    }
    if (size == 1) {
      return traces.isEmpty() ? parts.getFirst() : traces.getFirst().status();
    }
    return "%d of %s failed (%s)"
        .formatted(size - right(), Figures.count(size, "request"), String.join(", ", parts));
  }
}

package dev.fanout.bench.behave;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model left open in any of the scenarios that it went through. */
final class Leaks {
  private static final Map<Figure, Kind> KINDS = kinds();

  private Leaks() {}

  /** What is left, in words. */
  private record Kind(String one, String several) {}

  private static Map<Figure, Kind> kinds() {
    var kinds = new LinkedHashMap<Figure, Kind>();
    kinds.put(Figure.THREADS_LEFT, new Kind("thread", "threads"));
    kinds.put(Figure.CONNECTIONS_LEFT, new Kind("connection", "connections"));
    kinds.put(Figure.FILES_LEFT, new Kind("file", "files"));
    kinds.put(Figure.PROCESSES_LEFT, new Kind("process", "processes"));
    return kinds;
  }

  /** The most of each kind, and where. */
  static Observed of(List<Behaviour> seen) {
    if (seen.stream().noneMatch(row -> row.figures().containsKey(Figure.THREADS_LEFT))) {
      return Observed.of(Verdict.NOT_OBSERVED, "no scenario came to its end");
    }
    var words = new ArrayList<String>();
    Observed observed = Observed.of(Verdict.RIGHT, "nothing is left");
    for (Map.Entry<Figure, Kind> kind : KINDS.entrySet()) {
      Optional<Behaviour> worst =
          seen.stream()
              .filter(row -> row.figures().containsKey(kind.getKey()))
              .max(Comparator.comparing(row -> row.figures().get(kind.getKey())));
      double most = worst.map(row -> row.figures().get(kind.getKey())).orElse(0.0);
      observed = observed.with(kind.getKey(), most);
      if (most > 0) {
        words.add(
            "%.0f %s after %s"
                .formatted(
                    most,
                    most == 1 ? kind.getValue().one() : kind.getValue().several(),
                    worst.orElseThrow().scenario().key()));
      }
    }
    return words.isEmpty()
        ? observed
        : new Observed(Verdict.WRONG, "left open: " + String.join(", ", words), observed.figures());
  }
}

package dev.fanout.bench.behave;

import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Verdict;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model was seen to do.
 *
 * @param says what, in a sentence without its full stop
 */
record Observed(Verdict verdict, String says, Map<Figure, Double> figures) {
  /** Without figures. */
  static Observed of(Verdict verdict, String says) {
    return new Observed(verdict, says, Map.of());
  }

  /** With one more figure. */
  Observed with(Figure figure, double value) {
    var more = new EnumMap<Figure, Double>(Figure.class);
    more.putAll(figures);
    more.put(figure, value);
    return new Observed(verdict, says, more);
  }
}

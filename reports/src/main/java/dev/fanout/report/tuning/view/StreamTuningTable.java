package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.Kept;
import dev.fanout.report.tuning.StreamTuning.Tried;
import dev.fanout.report.tuning.Tuning;
import java.util.List;

/** Prediction beside measurement for each size and rate of a stream. */
final class StreamTuningTable {
  private StreamTuningTable() {}

  /** A row for each, in rising order. */
  static TextTable<Tried> of(Tuning tuning, StreamTuning stream) {
    Goal goal = tuning.asked();
    return new TextTable<>(
        List.of(
            Column.right(tuning.counts().axis(), tried -> name(tried, stream)),
            Column.right("rate", tried -> StreamTuningText.rate(tried.perSecond())),
            Column.right("predicted", tried -> Figures.time(tried.predictedMs())),
            Column.right("measured", tried -> Figures.time(tried.responseMs())),
            Column.right("fresh draws", tried -> Figures.time(tried.freshMs())),
            Column.right("to be expected", tried -> expected(tried, stream)),
            Column.right("keeps the goal", tried -> verdict(tried, stream, goal))),
        stream.tried());
  }

  private static String name(Tried tried, StreamTuning stream) {
    return tried.size() + (isKept(tried, stream) ? ", keeps it" : "");
  }

  /** Whether it is what keeps the goal. */
  static boolean isKept(Tried tried, StreamTuning stream) {
    Kept kept = stream.kept();
    return kept != null && kept.size() == tried.size() && kept.perSecond() == tried.perSecond();
  }

  private static String verdict(Tried tried, StreamTuning stream, Goal goal) {
    if (stream.grows(tried)) {
      return "no";
    }
    return tried.differs(goal) ? "one draw does" : goal.allows(tried.expectedMs()) ? "yes" : "no";
  }

  /** The response time in words. */
  static String expected(Tried tried, StreamTuning stream) {
    return stream.grows(tried) ? "grows without end" : Figures.time(tried.expectedMs());
  }
}

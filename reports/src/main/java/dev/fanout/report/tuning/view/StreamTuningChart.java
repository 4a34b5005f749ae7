package dev.fanout.report.tuning.view;

import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.Responses;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.Kept;
import dev.fanout.report.tuning.StreamTuning.Predicted;
import dev.fanout.report.tuning.StreamTuning.Tried;
import dev.fanout.report.tuning.StreamTuning.Wanted;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a search for response times predicted, measured and recommends. */
final class StreamTuningChart {
  private StreamTuningChart() {}

  /** The chart of sizes or, where the rate was searched for, of rates. */
  static Chart of(Tuning tuning, StreamTuning stream) {
    boolean ofSize = stream.wanted() == Wanted.SIZE;
    String percentile = tuning.asked().percentile();
    return new Chart(
        "tuning",
        "Response time (%s) against %s, predicted and measured"
            .formatted(percentile, ofSize ? "pool size" : "rate"),
        "The line is what theory expects over many draws; a dot is the percentile that was measured"
            + " with"
            + " the draw of the search, a diamond that of a fresh draw. %s the limit of stability the"
                .formatted(ofSize ? "Up to" : "From")
            + (ofSize ? "" : " on")
            + " backlog grows without end.",
        drawing(tuning, stream, ofSize),
        Table.of(StreamTuningTable.of(tuning, stream)));
  }

  private static Responses drawing(Tuning tuning, StreamTuning stream, boolean ofSize) {
    Goal goal = tuning.asked();
    List<Tried> tried = stream.tried();
    // A lower rate at which the largest size was tried has no place among sizes.
    return new Responses(
        ofSize ? tuning.counts().axis() : "requests per second",
        stream.theory().stream()
            .map(each -> new Responses.Predicted(at(each, ofSize), each.responseMs()))
            .toList(),
        tried.stream()
            .map(
                each ->
                    ofSize && !each.isAt(stream.perSecond())
                        ? new Responses.Point(each.size(), null, null)
                        : new Responses.Point(
                            ofSize ? each.size() : each.perSecond(),
                            each.responseMs(),
                            each.freshMs()))
            .toList(),
        new Responses.Goal(TuningText.target(goal), goal.withinMs()),
        new Responses.Mark(
            String.format(Locale.ROOT, "limit of stability: %.1f", stream.limit()), stream.limit()),
        kept(stream, ofSize));
  }

  private static double at(Predicted each, boolean ofSize) {
    return ofSize ? each.size() : each.perSecond();
  }

  private static Responses.@Nullable Mark kept(StreamTuning stream, boolean ofSize) {
    Kept kept = stream.kept();
    if (kept == null
        || (ofSize && stream.perSecond() != null && kept.perSecond() != stream.perSecond())) {
      return null;
    }
    return ofSize
        ? new Responses.Mark("recommended: " + kept.size(), kept.size())
        : new Responses.Mark(
            "keeps it up to " + StreamTuningText.rate(kept.perSecond()), kept.perSecond());
  }
}

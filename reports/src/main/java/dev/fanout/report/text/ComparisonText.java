package dev.fanout.report.text;

import dev.fanout.report.compare.Change;
import dev.fanout.report.compare.ComparedRun;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.NoiseBand;
import dev.fanout.report.compare.Shift;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A comparison in words: a table of all cases, and what to know when reading it. */
public final class ComparisonText {
  private static final List<Column> COLUMNS =
      List.of(
          Column.left("case"),
          Column.right("shots"),
          Column.right("baseline"),
          Column.right("new"),
          Column.right("change"),
          Column.left("95 % interval"),
          Column.right("noise band"),
          Column.left("verdict"));

  private ComparisonText() {}

  /** The test and the noise band, in two sentences. */
  public static String method() {
    return String.format(
        Locale.ROOT,
        "A change is the Hodges-Lehmann shift with its %.0f %% interval by the Mann-Whitney U test,"
            + " which takes %d shots a side. It is called no change when the interval lies"
            + " within the noise band (%.0f %% of the baseline's overhead, at least %.0f ms),"
            + " faster or slower when the interval excludes zero and the shift is beyond the band,"
            + " and else too few shots to tell.",
        Shift.LEVEL * 100,
        Shift.FEWEST,
        NoiseBand.SHARE_OF_OVERHEAD * 100,
        NoiseBand.LEAST_MS);
  }

  /** How many cases have each verdict, such as {@code 10 cases: 9 no change, 1 slower.} */
  public static String outcome(Comparison comparison) {
    List<Change> changes = comparison.changes();
    var counts = new EnumMap<Change.Verdict, Integer>(Change.Verdict.class);
    changes.forEach(change -> counts.merge(change.verdict(), 1, Integer::sum));
    return "%s: %s."
        .formatted(
            Figures.count(changes.size(), "case"),
            counts.entrySet().stream()
                .map(count -> "%d %s".formatted(count.getValue(), count.getKey().text()))
                .collect(Collectors.joining(", ")));
  }

  /** What else to know: what differs, what is incomplete, what has nothing to compare with. */
  public static List<String> remarks(Comparison comparison) {
    var remarks = new ArrayList<String>();
    comparison.differences().forEach(each -> remarks.add("Differs: %s.".formatted(each)));
    Stream.of(comparison.base(), comparison.fresh())
        .filter(ComparisonText::isIncomplete)
        .map(ComparisonText::incomplete)
        .forEach(remarks::add);
    alone(comparison, comparison.base(), change -> change.newShots() == 0, remarks);
    alone(comparison, comparison.fresh(), change -> change.baseShots() == 0, remarks);
    long tooFew = comparison.changes().stream().filter(ComparisonText::hasTooFew).count();
    if (tooFew > 0) {
      remarks.add(
          "%s of %d without an interval: one needs %d shots a side, and 10 tell more (run --rounds 10)."
              .formatted(
                  Figures.count(Math.toIntExact(tooFew), "case"),
                  comparison.changes().size(),
                  Shift.FEWEST));
    }
    return remarks;
  }

  private static boolean hasTooFew(Change change) {
    return change.shift() != null && change.shift().confidence() == null;
  }

  /** Whatever its environment says: rows may have been lost since. */
  private static boolean isIncomplete(ComparedRun run) {
    return run.environment().outcome() != Outcome.COMPLETE
        || valid(run) < run.environment().plan().shots().size();
  }

  private static long valid(ComparedRun run) {
    return run.shots().stream().filter(Shot::valid).count();
  }

  private static String incomplete(ComparedRun run) {
    return "%s %s: %d of %d planned shots valid."
        .formatted(
            run.name(),
            switch (run.environment().outcome()) {
              case COMPLETE -> "is complete by its environment.json, and not by its shots.csv";
              case INCOMPLETE -> "is incomplete";
              case INTERRUPTED -> "was interrupted";
              case RUNNING -> "has not ended, or was cut short";
            },
            valid(run),
            run.environment().plan().shots().size());
  }

  private static void alone(
      Comparison comparison, ComparedRun only, Predicate<Change> isAlone, List<String> remarks) {
    var names = CaseNames.of(comparison);
    String labels =
        comparison.changes().stream()
            .filter(isAlone)
            .map(change -> names.of(change.measured(), change.temperature()))
            .collect(Collectors.joining("; "));
    if (!labels.isEmpty()) {
      remarks.add("Measured in %s alone: %s.".formatted(only.name(), labels));
    }
  }

  /** The table as aligned Markdown, ending in a line feed. */
  public static String table(Comparison comparison) {
    var names = CaseNames.of(comparison);
    return new MarkdownTable(
            COLUMNS, comparison.changes().stream().map(change -> cells(change, names)).toList())
        .toString();
  }

  private static List<String> cells(Change change, CaseNames names) {
    Shift shift = change.shift();
    return List.of(
        names.of(change.measured(), change.temperature()),
        "%d / %d".formatted(change.baseShots(), change.newShots()),
        Figures.time(change.baseMedianMs()),
        Figures.time(change.newMedianMs()),
        shift == null ? "-" : signed(shift.ms()),
        interval(change),
        Figures.time(change.bandMs()),
        change.verdict().text());
  }

  /** The interval, such as {@code -24.1 ms to +3.0 ms}, or why there is none. */
  public static String interval(Change change) {
    Shift shift = change.shift();
    if (shift == null) {
      return "-";
    }
    Shift.Confidence confidence = shift.confidence();
    if (confidence != null) {
      return signed(confidence.lowMs()) + " to " + signed(confidence.highMs());
    }
    return change.baseShots() == 1 && change.newShots() == 1 ? "one observation each" : "-";
  }

  /** A time with its sign, such as {@code +24.1 ms}; a dash for none. */
  public static String signed(@Nullable Double millis) {
    if (millis == null || Math.abs(millis) < 0.05) { // not -0.0
      return Figures.time(millis == null ? null : Double.valueOf(0));
    }
    return (millis > 0 ? "+" : "") + Figures.time(millis);
  }
}

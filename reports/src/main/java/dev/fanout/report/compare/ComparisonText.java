package dev.fanout.report.compare;

import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison in words: a table of all cases, and what to know when reading it. */
public final class ComparisonText {
  private ComparisonText() {}

  /** The test and the noise band, in two sentences. */
  public static String method() {
    return String.format(
        Locale.ROOT,
        "A change is the Hodges-Lehmann shift with its %.0f %% interval by the Mann-Whitney U test,"
            + " which needs %d shots in each run. The verdict is no change if the interval lies"
            + " within the noise band (%.0f %% of the baseline's overhead, at least %.0f ms),"
            + " faster or slower if the interval excludes zero and the shift is beyond the band,"
            + " and otherwise too few shots to tell.",
        Shift.LEVEL * 100,
        Shift.FEWEST,
        Change.BAND_SHARE * 100,
        Change.LEAST_BAND_MS);
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
          "%s of %d without an interval: it needs %d shots in each run, and 10 give a narrower one (run --rounds 10)."
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
    Outcome outcome = run.environment().outcome();
    return "%s %s: %d of %d planned shots valid."
        .formatted(
            run.name(),
            outcome == Outcome.COMPLETE
                ? "is complete according to environment.json, but not according to shots.csv"
                : outcome.words(),
            valid(run),
            run.environment().plan().shots().size());
  }

  private static void alone(
      Comparison comparison, ComparedRun only, Predicate<Change> isAlone, List<String> remarks) {
    var names = comparison.names();
    String labels =
        comparison.changes().stream()
            .filter(isAlone)
            .map(change -> names.of(change.measured(), change.temperature()))
            .collect(Collectors.joining("; "));
    if (!labels.isEmpty()) {
      remarks.add("Measured only in %s: %s.".formatted(only.name(), labels));
    }
  }

  /** The table of all cases. */
  public static TextTable<Change> table(Comparison comparison) {
    var names = comparison.names();
    return new TextTable<>(
        List.of(
            Column.left("case", change -> names.of(change.measured(), change.temperature())),
            Column.right("shots", ComparisonText::shots),
            Column.right("baseline", change -> Figures.time(change.baseMedianMs())),
            Column.right("new", change -> Figures.time(change.newMedianMs())),
            Column.right("change", ComparisonText::shift),
            Column.left("95 % interval", ComparisonText::interval),
            Column.right("noise band", change -> Figures.time(change.bandMs())),
            Column.left("verdict", change -> change.verdict().text())),
        comparison.changes());
  }

  /** How many shots were compared, the baseline's first. */
  static String shots(Change change) {
    return "%d / %d".formatted(change.baseShots(), change.newShots());
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

  /** The shift, such as {@code +24.1 ms}; a dash for none. */
  static String shift(Change change) {
    Shift shift = change.shift();
    return shift == null ? TextTable.NONE : signed(shift.ms());
  }

  private static String signed(double millis) {
    if (Math.abs(millis) < 0.05) { // not -0.0
      return Figures.time(0.0);
    }
    return (millis > 0 ? "+" : "") + Figures.time(millis);
  }
}

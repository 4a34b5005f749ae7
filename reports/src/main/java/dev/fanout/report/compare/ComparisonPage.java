package dev.fanout.report.compare;

import com.samskivert.mustache.Mustache;
import dev.fanout.report.file.Resource;
import dev.fanout.report.text.EnvironmentText;
import dev.fanout.report.text.TextTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A comparison as one page: a row per case with its interval drawn against the noise band. */
public final class ComparisonPage {
  /** Of an interval's drawing, in units of its own. */
  private static final double HALF_WIDTH = 100;

  /** Half of what is drawn, in noise bands: at least two, so that the band can be told. */
  private static final double LEAST_SPAN = 2;

  /** An interval that reaches further ends in an arrow. */
  private static final double GREATEST_SPAN = 8;

  private final Comparison comparison;
  private final TextTable<Change> table;
  private final double span;

  private ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
    table = ComparisonText.table(comparison);
    span =
        Math.clamp(
            comparison.changes().stream().mapToDouble(ComparisonPage::reach).max().orElse(0) * 1.1,
            LEAST_SPAN,
            GREATEST_SPAN);
  }

  /** The names that the template uses. */
  private record View(
      String base,
      String fresh,
      List<Count> counts,
      List<String> remarks,
      String bandLeft,
      String bandWidth,
      List<Row> rows,
      List<Fact> facts,
      String method) {}

  private record Count(int number, String verdict, String style) {}

  /** A row of the table in words, by the titles of its columns, and its drawing. */
  private record Row(
      Map<String, String> cells, String percent, String style, @Nullable Drawing drawing) {}

  private record Drawing(
      String point, @Nullable Line line, boolean beyondLeft, boolean beyondRight) {}

  private record Line(String from, String to) {}

  private record Fact(String name, String base, String fresh) {}

  /** The whole document. */
  public static String of(Comparison comparison) {
    return Mustache.compiler()
        .compile(Resource.text(ComparisonPage.class, "comparison.mustache"))
        .execute(new ComparisonPage(comparison).view());
  }

  private View view() {
    return new View(
        comparison.base().name(),
        comparison.fresh().name(),
        Arrays.stream(Change.Verdict.values()).map(this::count).toList(),
        ComparisonText.remarks(comparison),
        figure(-HALF_WIDTH / span),
        figure(2 * HALF_WIDTH / span),
        comparison.changes().stream().map(this::row).toList(),
        facts(comparison.base(), comparison.fresh()),
        ComparisonText.method());
  }

  private Count count(Change.Verdict verdict) {
    return new Count(
        Math.toIntExact(
            comparison.changes().stream().filter(each -> each.verdict() == verdict).count()),
        verdict.text(),
        style(verdict));
  }

  private Row row(Change change) {
    Shift shift = change.shift();
    Double band = change.bandMs();
    Double percent = change.percent();
    var cells = new HashMap<String, String>();
    table.columns().forEach(column -> cells.put(column.title(), column.cell().apply(change)));
    return new Row(
        cells,
        percent == null ? "" : String.format(Locale.ROOT, "%+.2f %%", percent),
        style(change.verdict()),
        shift == null || band == null ? null : drawing(shift, band));
  }

  private Drawing drawing(Shift shift, double bandMs) {
    Shift.Confidence confidence = shift.confidence();
    String point = at(shift.ms() / bandMs);
    if (confidence == null) {
      return new Drawing(point, null, false, false);
    }
    double low = confidence.lowMs() / bandMs;
    double high = confidence.highMs() / bandMs;
    return new Drawing(point, new Line(at(low), at(high)), low < -span, high > span);
  }

  private String at(double bands) {
    return figure(Math.clamp(bands, -span, span) / span * HALF_WIDTH);
  }

  /** How far from zero the row's drawing goes, in noise bands. */
  private static double reach(Change change) {
    Shift shift = change.shift();
    Double band = change.bandMs();
    if (shift == null || band == null) {
      return 0;
    }
    Shift.Confidence confidence = shift.confidence();
    return confidence == null
        ? Math.abs(shift.ms()) / band
        : Math.max(Math.abs(confidence.lowMs()), Math.abs(confidence.highMs())) / band;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String style(Change.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Fact> facts(ComparedRun base, ComparedRun fresh) {
    List<EnvironmentText.Fact> from = EnvironmentText.facts(base.environment(), "");
    List<EnvironmentText.Fact> to = EnvironmentText.facts(fresh.environment(), "");
    return IntStream.range(0, from.size())
        .mapToObj(i -> new Fact(from.get(i).name(), from.get(i).value(), to.get(i).value()))
        .toList();
  }
}

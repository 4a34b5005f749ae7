package dev.fanout.report.text;

import dev.fanout.report.text.MarkdownTable.Column;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Prediction beside measurement for every size; columns in which no row has a figure are left out.
 *
 * @param header the columns' titles
 * @param rows a cell for each column
 */
public record TuningTable(List<String> header, List<List<String>> rows) {
  private static final String NONE = "-";

  private record Field(String title, Function<TunedSize, String> cell) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("predicted", size -> Figures.time(size.predictedMs())),
          new Field("measured", size -> Figures.time(size.medianMs())),
          new Field("interval", TuningTable::interval),
          new Field("difference", TuningTable::difference),
          new Field("shots", size -> shots(size.shots())),
          new Field("99 % within", size -> Figures.time(size.p99Ms())),
          new Field("fresh shots", TuningTable::proof),
          new Field("threads", size -> size.threads() == null ? NONE : size.threads().toString()),
          new Field("memory", TuningTable::memory),
          new Field("CPU time", size -> Figures.time(size.cpuMs())));

  /** The table, a row per size in rising order. */
  public static TuningTable of(Tuning tuning) {
    List<TunedSize> sizes = tuning.sizes();
    var fields = new ArrayList<>(List.of(new Field("size", size -> name(size, tuning))));
    FIELDS.stream()
        .filter(field -> !sizes.stream().map(field.cell()).allMatch(NONE::equals))
        .forEach(fields::add);
    return new TuningTable(
        fields.stream().map(Field::title).toList(),
        sizes.stream()
            .map(size -> fields.stream().map(field -> field.cell().apply(size)).toList())
            .toList());
  }

  /** As Markdown. */
  String markdown() {
    return new MarkdownTable(header.stream().map(Column::right).toList(), rows).toString();
  }

  private static String name(TunedSize size, Tuning tuning) {
    var advice = tuning.advice();
    return advice != null && advice.size() == size.size()
        ? size.size() + ", recommended"
        : Integer.toString(size.size());
  }

  private static String interval(TunedSize size) {
    return size.lowMs() == null ? NONE : Figures.range(size.lowMs(), size.highMs());
  }

  private static String difference(TunedSize size) {
    return size.medianMs() == null
        ? NONE
        : String.format(
            Locale.ROOT,
            "%+.1f %%",
            100 * (size.medianMs() - size.predictedMs()) / size.predictedMs());
  }

  private static String shots(int shots) {
    return shots == 1 ? "one observation" : Integer.toString(shots);
  }

  private static String proof(TunedSize size) {
    return size.proofMs() == null
        ? NONE
        : "%s (%s)".formatted(Figures.time(size.proofMs()), shots(size.proofShots()));
  }

  private static String memory(TunedSize size) {
    return size.memoryMib() == null ? NONE : Math.round(size.memoryMib()) + " MiB";
  }
}

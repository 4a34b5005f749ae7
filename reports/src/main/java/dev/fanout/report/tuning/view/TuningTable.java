package dev.fanout.report.tuning.view;

import dev.fanout.report.csv.CsvTable;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.StreamShot;
import dev.fanout.report.tuning.StreamTuning.Tried;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prediction beside measurement for every size, to read and as a file. */
public final class TuningTable {
  private TuningTable() {}

  /** A row per size in rising order; columns in which no row has a figure are left out. */
  public static TextTable<TunedSize> of(Tuning tuning) {
    return new TextTable<TunedSize>(
            List.of(
                Column.right(heading(tuning), size -> name(size, tuning)),
                Column.right("predicted", size -> Figures.time(size.predictedMs())),
                Column.right("measured", size -> Figures.time(size.medianMs())),
                Column.right("interval", TuningTable::interval),
                Column.right("difference", TuningTable::difference),
                Column.right("shots", size -> TuningText.shots(size.shots())),
                Column.right("99 % within", size -> Figures.time(size.p99Ms())),
                Column.right("fresh shots", TuningTable::proof),
                Column.right("threads", size -> Objects.toString(size.threads(), TextTable.NONE)),
                Column.right("memory", TuningTable::memory),
                Column.right("CPU time", size -> Figures.time(size.shotCpuMs()))),
            tuning.sizes())
        .withoutEmptyColumns();
  }

  private static String heading(Tuning tuning) {
    return tuning.counts() == SizeUnit.CONNECTIONS ? tuning.counts().axis() : "size";
  }

  /**
   * A row of tuning.csv.
   *
   * @param size of a batch; absent for a stream
   * @param tried of a stream; absent for a batch
   */
  private record Row(@Nullable TunedSize size, @Nullable Tried tried) {
    <V> @Nullable V ofSize(Function<TunedSize, @Nullable V> value) {
      return size == null ? null : value.apply(size);
    }

    <V> @Nullable V ofTried(Function<Tried, @Nullable V> value) {
      return tried == null ? null : value.apply(tried);
    }

    int number() {
      return size == null ? Objects.requireNonNull(tried).size() : size.size();
    }
  }

  private static List<Row> rows(Tuning tuning) {
    StreamTuning stream = tuning.stream();
    return stream == null
        ? tuning.sizes().stream().map(size -> new Row(size, null)).toList()
        : stream.tried().stream().map(tried -> new Row(null, tried)).toList();
  }

  /** The content of tuning.csv: a row per size or, of a stream, for each size at each rate. */
  public static byte[] csv(Tuning tuning) throws IOException {
    return new CsvTable<Row>()
        .text("model", _ -> tuning.model())
        .text("goal", _ -> tuning.goal())
        .plain("requests", row -> row.ofSize(_ -> tuning.requests()))
        .plain("size", Row::number)
        .millis("predicted_ms", row -> row.ofSize(TunedSize::predictedMs))
        .plain("shots", row -> shots(row, TunedSize::shots, Tried::searched))
        .millis("median_ms", row -> row.ofSize(TunedSize::medianMs))
        .millis("low_ms", row -> row.ofSize(TunedSize::lowMs))
        .millis("high_ms", row -> row.ofSize(TunedSize::highMs))
        .millis("p99_ms", row -> row.ofSize(TunedSize::p99Ms))
        .ratio("throughput_per_s", row -> row.ofSize(size -> perSecond(size, tuning)))
        .plain("proof_shots", row -> shots(row, TunedSize::proofShots, Tried::fresh))
        .millis("proof_ms", row -> row.ofSize(TunedSize::proofMs))
        .plain("threads", row -> row.ofSize(TunedSize::threads))
        .ratio("memory_mib", row -> row.ofSize(TunedSize::memoryMib))
        .millis("cpu_ms", row -> row.ofSize(TunedSize::shotCpuMs))
        .plain("recommended", row -> isRecommended(row, tuning))
        .millis("proof_p99_ms", row -> row.ofSize(TunedSize::proofP99Ms))
        .text("unit", _ -> tuning.counts().axis())
        .ratio("rate_per_s", row -> row.ofTried(Tried::perSecond))
        .millis("predicted_response_ms", row -> row.ofTried(Tried::predictedMs))
        .millis("response_ms", row -> row.ofTried(Tried::responseMs))
        .millis("proof_response_ms", row -> row.ofTried(Tried::freshMs))
        .millis("expected_response_ms", row -> row.ofTried(Tried::expectedMs))
        .content(rows(tuning));
  }

  private static @Nullable Integer shots(
      Row row,
      Function<TunedSize, @Nullable Integer> ofSize,
      Function<Tried, List<StreamShot>> ofTried) {
    return row.size() != null
        ? row.ofSize(ofSize)
        : row.ofTried(tried -> ofTried.apply(tried).size());
  }

  private static boolean isRecommended(Row row, Tuning tuning) {
    StreamTuning stream = tuning.stream();
    Advice advice = tuning.advice();
    Tried tried = row.tried();
    if (advice == null || advice.size() != row.number()) {
      return false;
    }
    return stream == null
        || tried == null
        || (advice.goalMet() && StreamTuningTable.isKept(tried, stream));
  }

  private static @Nullable Double perSecond(TunedSize size, Tuning tuning) {
    Double median = size.medianMs();
    return median == null ? null : Double.valueOf(1_000 * tuning.requests() / median);
  }

  private static String name(TunedSize size, Tuning tuning) {
    return size.size() + (isRecommended(new Row(size, null), tuning) ? ", recommended" : "");
  }

  private static String interval(TunedSize size) {
    return size.lowMs() == null ? TextTable.NONE : Figures.range(size.lowMs(), size.highMs());
  }

  private static String difference(TunedSize size) {
    return size.medianMs() == null
        ? TextTable.NONE
        : String.format(
            Locale.ROOT,
            "%+.1f %%",
            100 * (size.medianMs() - size.predictedMs()) / size.predictedMs());
  }

  private static String proof(TunedSize size) {
    return size.proofMs() == null
        ? TextTable.NONE
        : "%s (%s)".formatted(Figures.time(size.proofMs()), TuningText.shots(size.proofShots()));
  }

  private static String memory(TunedSize size) {
    return size.memoryMib() == null ? TextTable.NONE : Math.round(size.memoryMib()) + " MiB";
  }
}

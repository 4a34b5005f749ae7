package dev.fanout.report.tuning.view;

import dev.fanout.report.csv.CsvTable;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

  /** The content of tuning.csv: a row per size. */
  public static byte[] csv(Tuning tuning) throws IOException {
    return new CsvTable<TunedSize>()
        .text("model", _ -> tuning.model())
        .text("goal", _ -> tuning.goal())
        .plain("requests", _ -> tuning.requests())
        .plain("size", TunedSize::size)
        .millis("predicted_ms", TunedSize::predictedMs)
        .plain("shots", TunedSize::shots)
        .millis("median_ms", TunedSize::medianMs)
        .millis("low_ms", TunedSize::lowMs)
        .millis("high_ms", TunedSize::highMs)
        .millis("p99_ms", TunedSize::p99Ms)
        .ratio("throughput_per_s", size -> perSecond(size, tuning))
        .plain("proof_shots", TunedSize::proofShots)
        .millis("proof_ms", TunedSize::proofMs)
        .plain("threads", TunedSize::threads)
        .ratio("memory_mib", TunedSize::memoryMib)
        .millis("cpu_ms", TunedSize::shotCpuMs)
        .plain("recommended", size -> isRecommended(size, tuning))
        .millis("proof_p99_ms", TunedSize::proofP99Ms)
        .text("unit", _ -> tuning.counts().axis())
        .content(tuning.sizes());
  }

  private static @Nullable Double perSecond(TunedSize size, Tuning tuning) {
    Double median = size.medianMs();
    return median == null ? null : Double.valueOf(1_000 * tuning.requests() / median);
  }

  private static boolean isRecommended(TunedSize size, Tuning tuning) {
    return tuning.advice() != null && tuning.advice().size() == size.size();
  }

  private static String name(TunedSize size, Tuning tuning) {
    return size.size() + (isRecommended(size, tuning) ? ", recommended" : "");
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

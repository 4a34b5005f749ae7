package dev.fanout.report.csv;

import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.io.IOException;
import java.util.List;

/** tuning.csv: a row per size that a search measured. */
public final class TuningCsv {
  private static final List<String> HEADER =
      List.of(
          "model",
          "goal",
          "requests",
          "size",
          "predicted_ms",
          "shots",
          "median_ms",
          "low_ms",
          "high_ms",
          "p99_ms",
          "throughput_per_s",
          "proof_shots",
          "proof_ms",
          "threads",
          "memory_mib",
          "cpu_ms",
          "recommended",
          "proof_p99_ms");

  private TuningCsv() {}

  /** The content of the file. */
  public static byte[] content(Tuning tuning) throws IOException {
    return CsvWriting.content(
        HEADER, tuning.sizes().stream().map(size -> cells(size, tuning)).toList());
  }

  private static List<String> cells(TunedSize row, Tuning tuning) {
    Double median = row.medianMs();
    var advice = tuning.advice();
    return List.of(
        Cells.text(tuning.model()),
        Cells.text(tuning.goal()),
        Cells.plain(tuning.requests()),
        Cells.plain(row.size()),
        Cells.millis(row.predictedMs()),
        Cells.plain(row.shots()),
        Cells.millis(median),
        Cells.millis(row.lowMs()),
        Cells.millis(row.highMs()),
        Cells.millis(row.p99Ms()),
        Cells.ratio(median == null ? null : Double.valueOf(1_000 * tuning.requests() / median)),
        Cells.plain(row.proofShots()),
        Cells.millis(row.proofMs()),
        Cells.plain(row.threads()),
        Cells.ratio(row.memoryMib()),
        Cells.millis(row.cpuMs()),
        Cells.plain(advice != null && advice.size() == row.size()),
        Cells.millis(row.proofP99Ms()));
  }
}

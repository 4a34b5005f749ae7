package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** shots.csv: a row per shot. */
public final class ShotsCsv {
  private static final List<String> ADDED_LATER =
      CsvWriting.row(
          List.of("cpu_busy", "listen_overflows"),
          CaseCells.header(CaseCells.ADDED_LATER),
          List.of("stood_still", "stood_still_ms"),
          MetricCells.header(MetricCells.LAST));

  private static final List<String> HEADER =
      CsvWriting.row(
          List.of("run_id", "round"),
          CaseCells.header(CaseCells.FIRST),
          List.of(
              "temperature",
              "floor_ms",
              "open_ms",
              "elapsed_ms",
              "succeeded",
              "failed",
              "server_peak_in_flight",
              "started_at",
              "failure",
              "cpu_busy",
              "listen_overflows"),
          CaseCells.header(CaseCells.ADDED_LATER),
          List.of("stood_still", "stood_still_ms"),
          MetricCells.header(MetricCells.LAST));

  private static final List<String> REQUIRED =
      HEADER.stream().filter(column -> !ADDED_LATER.contains(column)).toList();

  private ShotsCsv() {}

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    CsvWriting.create(file, HEADER);
  }

  /** Adds a shot, on disk when this returns. */
  public static void append(Path file, Shot shot) throws IOException {
    CsvWriting.append(file, List.of(cells(shot)));
  }

  /**
   * Reads the file; a last row that is cut is left out.
   *
   * @throws MalformedCsvException if a column is missing, a cell does not fit, or a row contradicts
   *     itself or another one
   */
  public static List<Shot> read(Path file) throws IOException {
    var rows = new DistinctShots();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        REQUIRED,
        row -> rows.add(shot(row), row));
    return rows.all();
  }

  private static List<String> cells(Shot shot) {
    Case measured = shot.measured();
    StandStill stood = shot.stoodStill();
    return CsvWriting.row(
        List.of(Cells.text(shot.runId()), Cells.plain(shot.round())),
        CaseCells.of(measured, CaseCells.FIRST),
        List.of(
            shot.temperature().text(),
            Cells.millis(shot.floorMs()),
            MetricCells.of(shot, Metric.OPEN_MS),
            Cells.millis(shot.elapsedMs()),
            Cells.plain(shot.succeeded()),
            Cells.plain(shot.failed()),
            MetricCells.of(shot, Metric.SERVER_PEAK_IN_FLIGHT),
            Cells.plain(shot.startedAt()),
            Cells.text(shot.failure()),
            MetricCells.of(shot, Metric.CPU_BUSY),
            MetricCells.of(shot, Metric.LISTEN_OVERFLOWS)),
        CaseCells.of(measured, CaseCells.ADDED_LATER),
        List.of(
            Cells.text(stood == null ? null : stood.process()),
            Cells.millis(stood == null ? null : Double.valueOf(stood.ms()))),
        MetricCells.of(shot, MetricCells.LAST));
  }

  private static Shot shot(Row row) throws MalformedCsvException {
    return new Shot(
        row.text("run_id"),
        row.count("round"),
        CaseCells.read(row),
        row.constant("temperature", Temperature.class),
        row.optionalDecimal("floor_ms"),
        row.optionalMillis("elapsed_ms"),
        row.integer("succeeded"),
        row.integer("failed"),
        row.instant("started_at"),
        row.optionalText("failure"),
        stoodStill(row),
        MetricCells.read(row));
  }

  private static @Nullable StandStill stoodStill(Row row) throws MalformedCsvException {
    String process = row.optionalText("stood_still");
    Double ms = row.optionalMillis("stood_still_ms");
    return process == null || ms == null ? null : new StandStill(process, ms);
  }
}

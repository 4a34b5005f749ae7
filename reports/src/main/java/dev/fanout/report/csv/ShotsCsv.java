package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** shots.csv: a row per shot. */
public final class ShotsCsv {
  private static final List<String> ADDED_LATER = List.of("cpu_busy", "listen_overflows");

  private static final List<String> HEADER =
      List.of(
          "run_id",
          "round",
          "model",
          "variant",
          "client",
          "size",
          "chunk",
          "in_flight",
          "workload",
          "requests",
          "delay_ms",
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
          "listen_overflows");

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
   * @throws MalformedCsvException if a column is missing or a cell does not fit
   */
  public static List<Shot> read(Path file) throws IOException {
    var shots = new ArrayList<Shot>();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        REQUIRED,
        row -> shots.add(shot(row)));
    return shots;
  }

  private static List<String> cells(Shot shot) {
    Case measured = shot.measured();
    return List.of(
        Cells.text(shot.runId()),
        Cells.plain(shot.round()),
        Cells.text(measured.model()),
        Cells.text(measured.variant()),
        Cells.text(measured.client()),
        Cells.plain(measured.size()),
        Cells.plain(measured.chunk()),
        Cells.plain(measured.inFlight()),
        Cells.text(measured.workload()),
        Cells.plain(measured.requests()),
        Cells.plain(measured.delayMs()),
        shot.temperature().text(),
        Cells.millis(shot.floorMs()),
        Cells.millis(shot.openMs()),
        Cells.millis(shot.elapsedMs()),
        Cells.plain(shot.succeeded()),
        Cells.plain(shot.failed()),
        Cells.plain(shot.serverPeakInFlight()),
        Cells.plain(shot.startedAt()),
        Cells.text(shot.failure()),
        Cells.ratio(shot.cpuBusy()),
        Cells.plain(shot.listenOverflows()));
  }

  private static Shot shot(Row row) throws MalformedCsvException {
    return new Shot(
        row.text("run_id"),
        row.count("round"),
        new Case(
            row.text("model"),
            row.optionalText("variant"),
            row.optionalText("client"),
            row.optionalCount("size"),
            row.optionalCount("chunk"),
            row.count("in_flight"),
            row.text("workload"),
            row.count("requests"),
            row.integer("delay_ms")),
        row.constant("temperature", Temperature.class),
        row.decimal("floor_ms"),
        row.optionalDecimal("open_ms"),
        row.optionalDecimal("elapsed_ms"),
        row.integer("succeeded"),
        row.integer("failed"),
        row.optionalInteger("server_peak_in_flight"),
        row.instant("started_at"),
        row.optionalText("failure"),
        row.optionalDecimal("cpu_busy"),
        row.optionalInteger("listen_overflows"));
  }
}

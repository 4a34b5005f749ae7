package dev.fanout.report.csv;

import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.ShotKey;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** shots.csv: a row per shot. */
public final class ShotsCsv {
  /** The columns of a case that shots and summaries have always had. */
  static final List<Parameter> FIRST =
      List.copyOf(EnumSet.range(Parameter.MODEL, Parameter.DELAY_MS));

  /** The columns of a case that files of earlier versions lack. */
  static final List<Parameter> ADDED_LATER =
      List.copyOf(EnumSet.complementOf(EnumSet.copyOf(FIRST)));

  /** Those of them that stand where the first to be added stood; further ones come last. */
  static final List<Parameter> BETWEEN =
      List.copyOf(EnumSet.range(Parameter.DELAY, Parameter.HANDLER_THREADS));

  /** Those that come after all metrics but the ones of a stream. */
  static final List<Parameter> LAST = List.of(Parameter.CONNECTION_POOL);

  /** Those that come last, before the metrics of a stream. */
  static final List<Parameter> OF_STREAMS =
      List.copyOf(EnumSet.range(Parameter.ARRIVALS, Parameter.STALL));

  /** Those that come after all else. */
  static final List<Parameter> OF_HTTP =
      List.copyOf(EnumSet.range(Parameter.HTTP, Parameter.STREAMS));

  /** The metrics whose columns stand between others, as they always have. */
  private static final List<Metric> PLACED =
      List.of(
          Metric.OPEN_MS, Metric.SERVER_PEAK_IN_FLIGHT, Metric.CPU_BUSY, Metric.LISTEN_OVERFLOWS);

  /** The columns that every version has written. */
  private static final CsvTable<Shot> REQUIRED =
      new CsvTable<Shot>()
          .text("run_id", Shot::runId)
          .plain("round", Shot::round)
          .parameters(FIRST, Shot::measured)
          .plain("temperature", shot -> shot.temperature().text())
          .millis("floor_ms", Shot::floorMs)
          .each(List.of(Metric.OPEN_MS), ShotsCsv::metric)
          .millis("elapsed_ms", Shot::elapsedMs)
          .plain("succeeded", Shot::succeeded)
          .plain("failed", Shot::failed)
          .each(List.of(Metric.SERVER_PEAK_IN_FLIGHT), ShotsCsv::metric)
          .plain("started_at", Shot::startedAt)
          .text("failure", Shot::failure);

  private static final CsvTable<Shot> TABLE =
      REQUIRED
          .each(List.of(Metric.CPU_BUSY, Metric.LISTEN_OVERFLOWS), ShotsCsv::metric)
          .parameters(BETWEEN, Shot::measured)
          .text("stood_still", shot -> stood(shot).map(StandStill::process).orElse(null))
          .millis("stood_still_ms", shot -> stood(shot).map(StandStill::ms).orElse(null))
          .text("pinned_at", shot -> shot.notes().pinnedAt())
          .text("not_measured", shot -> shot.notes().notMeasured())
          .each(unplaced(), ShotsCsv::metric)
          .parameters(LAST, Shot::measured)
          .text("left_behind", shot -> shot.notes().leftBehind())
          .parameters(OF_STREAMS, Shot::measured)
          .each(Metric.of(Metric.Kind.STREAM), ShotsCsv::metric)
          .parameters(OF_HTTP, Shot::measured);

  private ShotsCsv() {}

  private static Set<Metric> unplaced() {
    var others = EnumSet.complementOf(EnumSet.copyOf(PLACED));
    others.removeAll(Metric.of(Metric.Kind.STREAM));
    return others;
  }

  private static CsvTable<Shot> metric(CsvTable<Shot> table, Metric metric) {
    return table.number(metric.column(), metric.unit(), shot -> shot.value(metric));
  }

  private static Optional<StandStill> stood(Shot shot) {
    return Optional.ofNullable(shot.stoodStill());
  }

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    TABLE.create(file);
  }

  /** Adds a shot, on disk when this returns. */
  public static void append(Path file, Shot shot) throws IOException {
    TABLE.append(file, List.of(shot));
  }

  /**
   * Reads the file; a last row that is cut is left out.
   *
   * @throws UnreadableRunException if a column is missing, a cell does not fit, or a row
   *     contradicts itself or another one
   */
  public static List<Shot> read(Path file) throws IOException {
    var shots = new LinkedHashMap<ShotKey, Shot>();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        REQUIRED.header(),
        row -> {
          Shot shot = shot(row);
          if (shots.putIfAbsent(shot.key(), shot) != null) {
            throw row.refused("the shot %s appears twice".formatted(shot.key()));
          }
        });
    return List.copyOf(shots.values());
  }

  private static Shot shot(Row row) throws UnreadableRunException {
    return new Shot(
        row.text("run_id"),
        row.count("round"),
        row.measured(),
        row.word("temperature", Temperature.ALL, Temperature::text),
        row.optional("floor_ms", row::decimal),
        row.optional("elapsed_ms", row::millis),
        row.integer("succeeded"),
        row.integer("failed"),
        row.instant("started_at"),
        row.optional("failure", row::text),
        stoodStill(row),
        row.metrics(),
        new CostNotes(
            row.optional("pinned_at", row::text),
            row.optional("not_measured", row::text),
            row.optional("left_behind", row::text)));
  }

  private static @Nullable StandStill stoodStill(Row row) throws UnreadableRunException {
    String process = row.optional("stood_still", row::text);
    Double ms = row.optional("stood_still_ms", row::millis);
    return process == null || ms == null ? null : new StandStill(process, ms);
  }
}

package dev.fanout.report.csv;

import dev.fanout.report.file.Appending;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.CostNotes;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.ShotKey;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.Unit;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
          .parameters(ADDED_LATER, Shot::measured)
          .text("stood_still", shot -> stood(shot).map(StandStill::process).orElse(null))
          .millis("stood_still_ms", shot -> stood(shot).map(StandStill::ms).orElse(null))
          .text("pinned_at", shot -> shot.notes().pinnedAt())
          .text("not_measured", shot -> shot.notes().notMeasured())
          .each(EnumSet.complementOf(EnumSet.copyOf(PLACED)), ShotsCsv::metric);

  private ShotsCsv() {}

  private static CsvTable<Shot> metric(CsvTable<Shot> table, Metric metric) {
    return table.number(metric.column(), metric.unit(), shot -> shot.value(metric));
  }

  private static Optional<StandStill> stood(Shot shot) {
    return Optional.ofNullable(shot.stoodStill());
  }

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    Files.write(file, TABLE.content(List.of()), StandardOpenOption.CREATE_NEW);
  }

  /** Adds a shot, on disk when this returns. */
  public static void append(Path file, Shot shot) throws IOException {
    Appending.append(file, TABLE.rows(List.of(shot)));
  }

  /**
   * Reads the file; a last row that is cut is left out.
   *
   * @throws UnreadableRunException if a column is missing, a cell does not fit, or a row
   *     contradicts itself or another one
   */
  public static List<Shot> read(Path file) throws IOException {
    var rows = new DistinctShots();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        REQUIRED.header(),
        row -> rows.add(shot(row), row));
    return rows.shots;
  }

  private static Shot shot(Row row) throws UnreadableRunException {
    return new Shot(
        row.text("run_id"),
        row.count("round"),
        row.measured(),
        row.constant("temperature", Temperature.class),
        row.optional("floor_ms", row::decimal),
        row.optional("elapsed_ms", row::millis),
        row.integer("succeeded"),
        row.integer("failed"),
        row.instant("started_at"),
        row.optional("failure", row::text),
        stoodStill(row),
        row.metrics(),
        new CostNotes(
            row.optional("pinned_at", row::text), row.optional("not_measured", row::text)));
  }

  private static @Nullable StandStill stoodStill(Row row) throws UnreadableRunException {
    String process = row.optional("stood_still", row::text);
    Double ms = row.optional("stood_still_ms", row::millis);
    return process == null || ms == null ? null : new StandStill(process, ms);
  }

  /** The shots of one run as they are read: each is there once, and a case has one floor. */
  private static final class DistinctShots {
    private final List<Shot> shots = new ArrayList<>();
    private final Set<ShotKey> known = new HashSet<>();
    private final Map<Case, Optional<Double>> floors = new HashMap<>();

    void add(Shot shot, Row row) throws UnreadableRunException {
      if (!shots.isEmpty() && !shots.getFirst().runId().equals(shot.runId())) {
        throw row.refused(
            "it belongs to run %s, and the rows before it belong to run %s"
                .formatted(shot.runId(), shots.getFirst().runId()));
      }
      if (!known.add(shot.key())) {
        throw row.refused("the shot %s appears twice".formatted(shot.key()));
      }
      Optional<Double> floor = Optional.ofNullable(shot.floorMs());
      Optional<Double> before =
          Objects.requireNonNullElse(floors.putIfAbsent(shot.measured(), floor), floor);
      if (!floor.equals(before)) {
        throw row.refused(
            "floor_ms of %s is %s, and %s in a row before it"
                .formatted(
                    shot.measured().label(),
                    CsvTable.number(Unit.MS, floor.orElse(null)),
                    CsvTable.number(Unit.MS, before.orElse(null))));
      }
      shots.add(shot);
    }
  }
}

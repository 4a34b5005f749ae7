package dev.fanout.report;

import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.ShotKey;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every report needs of a run, held against each other: no shot is of another run, or of no
 * plan.
 *
 * @param environment where, with what and by which plan it was measured
 * @param shots all shots that came, valid or not, in the order of firing
 */
record MeasuredRun(Environment environment, List<Shot> shots) {
  private static final double ROUNDED_MS = 0.001; // as shots.csv has it

  /**
   * Reads environment.json and shots.csv.
   *
   * @throws UnreadableRunException if one of them is missing or is not what its name promises, or
   *     the two contradict each other
   */
  static MeasuredRun read(RunFolder folder) throws IOException {
    require(folder.environment());
    require(folder.shots());
    var run =
        new MeasuredRun(EnvironmentFile.read(folder.environment()), ShotsCsv.read(folder.shots()));
    run.requirePlanned();
    return run;
  }

  private static void require(Path file) throws UnreadableRunException {
    if (!Files.isRegularFile(file)) {
      throw new UnreadableRunException(
          "%s has no %s: it is not a run folder, or a file was removed from it"
              .formatted(file.getParent(), file.getFileName()));
    }
  }

  private void requirePlanned() throws UnreadableRunException {
    Map<ShotKey, PlannedShot> plan = new HashMap<>();
    environment.plan().shots().forEach(planned -> plan.put(planned.key(), planned));
    for (Shot shot : shots) {
      if (!shot.runId().equals(environment.runId())) {
        throw new UnreadableRunException(
            "shots.csv belongs to run %s, and environment.json to run %s"
                .formatted(shot.runId(), environment.runId()));
      }
      PlannedShot planned = plan.get(shot.key());
      if (planned == null) {
        throw new UnreadableRunException(
            "shots.csv has a shot that environment.json does not plan: %s".formatted(shot.key()));
      }
      if (!alike(planned.floorMs(), shot.floorMs())) {
        throw new UnreadableRunException(
            "the floor of %s is %s ms in shots.csv, and %s ms in environment.json"
                .formatted(shot.key(), shot.floorMs(), planned.floorMs()));
      }
    }
  }

  /** The planned shots that did not come. */
  List<PlannedShot> missing() {
    var came = new HashSet<ShotKey>();
    shots.forEach(shot -> came.add(shot.key()));
    return environment.plan().shots().stream()
        .filter(planned -> !came.contains(planned.key()))
        .toList();
  }

  private static boolean alike(@Nullable Double one, @Nullable Double other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    return Math.abs(one - other) <= ROUNDED_MS;
  }
}

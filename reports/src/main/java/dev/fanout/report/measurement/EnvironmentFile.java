package dev.fanout.report.measurement;

import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;

/** Reads and writes environment.json. */
public final class EnvironmentFile {
  private EnvironmentFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Environment environment) throws IOException {
    JsonFile.write(file, environment);
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it does not hold what every report needs, or contradicts
   *     itself
   */
  public static Environment read(Path file) throws IOException {
    Environment environment = JsonFile.read(file, Environment.class);
    String name = file.getFileName().toString();
    Instant endedAt = environment.endedAt();
    if (endedAt != null && endedAt.isBefore(environment.startedAt())) {
      throw new UnreadableRunException(
          "%s: endedAt is %s, before startedAt %s"
              .formatted(name, endedAt, environment.startedAt()));
    }
    requireConsistent(environment.plan(), name);
    return environment;
  }

  /** Refuses a plan that has a shot twice, or whose own work is that of none of its shots. */
  private static void requireConsistent(Plan plan, String name) throws UnreadableRunException {
    var planned = new HashSet<ShotKey>();
    for (PlannedShot shot : plan.shots()) {
      if (!planned.add(shot.key())) {
        throw new UnreadableRunException("%s plans a shot twice: %s".formatted(name, shot.key()));
      }
    }
    if (!planned.isEmpty()
        && planned.stream()
            .map(ShotKey::measured)
            .noneMatch(
                measured ->
                    measured.requests() == plan.requests()
                        && measured.delayMs() == plan.delayMs())) {
      throw new UnreadableRunException(
          "%s: the plan says %d requests with a delay of %d ms, but no shot in it has these"
              .formatted(name, plan.requests(), plan.delayMs()));
    }
  }
}

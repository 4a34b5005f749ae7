package dev.fanout.report.measurement;

import dev.fanout.report.measurement.Environment.PlannedShot;
import java.io.IOException;
import java.nio.file.Path;
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
    var planned = new HashSet<ShotKey>();
    for (PlannedShot shot : environment.plan().shots()) {
      if (!planned.add(shot.key())) {
        throw new UnreadableRunException(
            "%s plans a shot twice: %s".formatted(file.getFileName(), shot.key()));
      }
    }
    return environment;
  }
}

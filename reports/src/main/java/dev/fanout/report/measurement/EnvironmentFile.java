package dev.fanout.report.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes environment.json. */
public final class EnvironmentFile {
  /** Values that no report can do without; one that a later version adds is not among them. */
  private static final List<String> REQUIRED =
      List.of(
          "/runId",
          "/startedAt",
          "/outcome",
          "/jdk/version",
          "/jdk/flags",
          "/libraries",
          "/command",
          "/server",
          "/plan/preset",
          "/plan/requests",
          "/plan/delayMs",
          "/plan/shots");

  /** Of a machine that is known at all. */
  private static final List<String> REQUIRED_OF_MACHINE = List.of("/os", "/arch", "/cores");

  private static final List<String> REQUIRED_OF_SHOT =
      List.of(
          "/measured/model",
          "/measured/inFlight",
          "/measured/workload",
          "/measured/requests",
          "/measured/delayMs",
          "/temperature",
          "/round",
          "/floorMs");

  private EnvironmentFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Environment environment) throws IOException {
    JsonFile.write(file, environment);
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it is no JSON, or lacks a value that every report needs
   */
  public static Environment read(Path file) throws IOException {
    return JsonFile.read(file, Environment.class, EnvironmentFile::check);
  }

  private static void check(JsonNode tree, String name) throws UnreadableRunException {
    JsonFile.require(tree, REQUIRED, name);
    if (tree.hasNonNull("machine")) {
      JsonFile.require(tree.get("machine"), REQUIRED_OF_MACHINE, name + ", machine");
    }
    for (JsonNode shot : tree.at("/plan/shots")) {
      JsonFile.require(shot, REQUIRED_OF_SHOT, name + ", a planned shot");
    }
  }
}

package dev.fanout.report.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Reads and writes environment.json. */
public final class EnvironmentFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Values that no report can do without; one that a later version adds is not among them. */
  private static final List<String> REQUIRED =
      List.of(
          "/runId",
          "/startedAt",
          "/outcome",
          "/machine/os",
          "/machine/arch",
          "/machine/cores",
          "/jdk/version",
          "/jdk/vendor",
          "/jdk/flags",
          "/libraries",
          "/command",
          "/server",
          "/plan/preset",
          "/plan/requests",
          "/plan/delayMs",
          "/plan/seed",
          "/plan/shots");

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
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(draft, JSON.writeValueAsString(environment) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it is no JSON, or lacks a value that every report needs
   */
  public static Environment read(Path file) throws IOException {
    String name = file.getFileName().toString();
    byte[] content = Files.readAllBytes(file);
    try {
      JsonNode tree = JSON.readTree(content);
      for (String value : REQUIRED) {
        requireAt(tree, value, name);
      }
      for (JsonNode shot : tree.at("/plan/shots")) {
        for (String value : REQUIRED_OF_SHOT) {
          requireAt(shot, value, name + ", a planned shot");
        }
      }
      return JSON.treeToValue(tree, Environment.class);
    } catch (JsonProcessingException e) {
      throw new UnreadableRunException(
          "%s cannot be read: %s".formatted(name, e.getOriginalMessage()));
    }
  }

  private static void requireAt(JsonNode tree, String value, String where)
      throws UnreadableRunException {
    JsonNode found = tree.at(value);
    if (found.isMissingNode() || found.isNull()) {
      throw new UnreadableRunException(
          "%s: %s is missing".formatted(where, value.substring(1).replace('/', '.')));
    }
  }
}

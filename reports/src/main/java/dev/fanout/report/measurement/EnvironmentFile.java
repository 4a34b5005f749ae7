package dev.fanout.report.measurement;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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

  private static final List<String> ALWAYS_THERE =
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
          "/plan/shots");

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
   * @throws MalformedEnvironmentException if it is no JSON, or lacks what every run records
   */
  public static Environment read(Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      for (String path : ALWAYS_THERE) {
        JsonNode value = json.at(path);
        if (value.isMissingNode() || value.isNull()) {
          throw new MalformedEnvironmentException(
              "%s has no %s".formatted(file.getFileName(), path.substring(1).replace('/', '.')));
        }
      }
      return JSON.treeToValue(json, Environment.class);
    } catch (JsonProcessingException | CharacterCodingException e) {
      String why = e instanceof JacksonException json ? json.getOriginalMessage() : "it is no text";
      throw new MalformedEnvironmentException(
          "%s cannot be read (%s); was it cut short?"
              .formatted(file.getFileName(), why.lines().findFirst().orElse("")));
    }
  }
}

package dev.fanout.report.measurement;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.fanout.report.file.Replacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A record as a JSON file. */
final class JsonFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(String.class, new PlainTextReading()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private JsonFile() {}

  /** Reads each string as {@link PlainText}. */
  private static final class PlainTextReading extends StdScalarDeserializer<String> {
    PlainTextReading() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return PlainText.of(StringDeserializer.instance.deserialize(parser, context));
    }
  }

  /** What a file must hold, apart from being JSON. */
  interface Check {
    void of(JsonNode tree, String name) throws UnreadableRunException;
  }

  /** Writes the file whole or not at all. */
  static void write(Path file, Object content) throws IOException {
    new Replacement().put(file, JSON.writeValueAsString(content) + "\n").carryOut();
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it is no JSON, fails the check, or is no such record
   */
  static <T> T read(Path file, Class<T> type, Check check) throws IOException {
    String name = file.getFileName().toString();
    byte[] content = Files.readAllBytes(file);
    try {
      JsonNode tree = JSON.readTree(content);
      check.of(tree, name);
      return JSON.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableRunException(
          "%s cannot be read: %s".formatted(name, e.getOriginalMessage()));
    }
  }

  /** Refuses a tree that lacks one of the values, given as JSON pointers. */
  static void require(JsonNode tree, List<String> values, String where)
      throws UnreadableRunException {
    for (String value : values) {
      JsonNode found = tree.at(value);
      if (found.isMissingNode() || found.isNull()) {
        throw new UnreadableRunException(
            "%s: %s is missing".formatted(where, value.substring(1).replace('/', '.')));
      }
    }
  }
}

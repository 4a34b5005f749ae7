package dev.fanout.report.measurement;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.fanout.report.file.Replacement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A record as a JSON file; what is read must be one value, and all of it must fit the record.
 *
 * <p>What does not fit is named in a sentence of this class, and never in the library's words.
 */
public final class JsonFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addDeserializer(String.class, new PlainTextReading())
                  .addKeyDeserializer(String.class, new PlainNameReading()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
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

  /** Reads each name in a map as {@link PlainText}. */
  private static final class PlainNameReading extends KeyDeserializer {
    @Override
    public Object deserializeKey(String name, DeserializationContext context) {
      return PlainText.of(name);
    }
  }

  /** The text that stands for a constant of an enum. */
  static String text(Object constant) {
    return JSON.convertValue(constant, String.class);
  }

  /** Writes the file whole or not at all. */
  public static void write(Path file, Object content) throws IOException {
    new Replacement().put(file, JSON.writeValueAsString(content) + "\n").carryOut();
  }

  /**
   * Reads a record.
   *
   * @throws UnreadableRunException if the file does not hold one JSON value, or the value does not
   *     fit the record
   */
  public static <T extends Record> T read(Path file, Class<T> type) throws IOException {
    return record(tree(file), type, file.getFileName().toString());
  }

  /**
   * Reads the only JSON value of a file.
   *
   * @throws UnreadableRunException if it holds none, or anything after it
   */
  public static JsonNode tree(Path file) throws IOException {
    String name = file.getFileName().toString();
    String text = text(Files.readAllBytes(file), name);
    try (JsonParser parser = JSON.createParser(text)) {
      JsonNode tree = JSON.readTree(parser);
      if (tree == null) {
        throw new UnreadableRunException("%s is empty".formatted(name));
      }
      requireEnd(parser, name);
      return tree;
    } catch (JsonEOFException e) {
      throw new UnreadableRunException(
          "%s ends at line %d, in the middle of its JSON".formatted(name, line(e)));
    } catch (MismatchedInputException e) {
      throw new UnreadableRunException(
          "%s, line %d: a name appears twice".formatted(name, line(e)));
    } catch (JsonProcessingException e) {
      throw new UnreadableRunException(
          "%s is not a JSON file: line %d, column %d cannot be read"
              .formatted(
                  name, line(e), e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
    }
  }

  private static String text(byte[] content, String name) throws UnreadableRunException {
    ByteOrderMark.refuse(content, name);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableRunException("%s is not UTF-8 text".formatted(name));
    }
  }

  private static void requireEnd(JsonParser parser, String name) throws IOException {
    boolean ends;
    try {
      ends = parser.nextToken() == null;
    } catch (JsonParseException e) {
      ends = false;
    }
    if (!ends) {
      throw new UnreadableRunException(
          "%s continues after its first JSON value, at line %d: it must contain one value only"
              .formatted(name, parser.currentLocation().getLineNr()));
    }
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  /**
   * The record that a JSON value holds.
   *
   * @param where names the value, for messages
   * @throws UnreadableRunException if something is missing, or does not fit
   */
  public static <T extends Record> T record(JsonNode tree, Class<T> type, String where)
      throws UnreadableRunException {
    JsonShape.require(tree, type, where);
    try {
      return JSON.treeToValue(tree, type);
    } catch (JsonMappingException e) { // a record refuses numbers that cannot be
      throw new UnreadableRunException("%s: %s%s".formatted(where, path(e), why(e)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree was read before", e);
    }
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                part ->
                    part.getFieldName() == null
                        ? "[%d]".formatted(part.getIndex())
                        : "." + part.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : path.substring(1) + ": ";
  }

  private static String why(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException refusal
        ? String.valueOf(refusal.getMessage())
        : "a value does not fit";
  }
}

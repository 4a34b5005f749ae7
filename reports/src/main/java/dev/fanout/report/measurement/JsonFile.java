package dev.fanout.report.measurement;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.fanout.report.file.Replacement;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON file; what is read must be one value, and all of it must fit the record.
 *
 * <p>What does not fit is named in a sentence of this class, and never in the library's words.
 */
public final class JsonFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addDeserializer(
                      String.class,
                      new Reading<>(String.class, node -> text(node).map(PlainText::of)))
                  .addDeserializer(Instant.class, new Reading<>(Instant.class, JsonFile::time))
                  .addDeserializer(Double.class, new Reading<>(Double.class, JsonFile::number))
                  .addDeserializer(double.class, new Reading<>(double.class, JsonFile::number))
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addKeyDeserializer(String.class, new PlainNameReading()))
          .annotationIntrospector(new Requiring())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .withCoercionConfigDefaults(
              config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  /** What a value must be, for messages. */
  private static final Map<Class<?>, String> EXPECTED =
      Map.of(
          String.class, "a text",
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          Long.class, "a whole number",
          double.class, "a number",
          Double.class, "a number",
          boolean.class, "true or false",
          Instant.class, "a time such as 2026-11-20T23:45:10Z",
          List.class, "a list");

  /** The longest value that a message repeats. */
  private static final int LONGEST = 60;

  private JsonFile() {}

  /** Demands whatever a record has, unless it is {@code Nullable}. */
  private static final class Requiring extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return declared(member).filter(type -> !isNullable(type)).isPresent();
    }

    /** A list or a map has no null either. */
    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
      return declared(member)
          .map(
              type ->
                  JsonSetter.Value.construct(
                      isNullable(type) ? Nulls.DEFAULT : Nulls.FAIL,
                      type instanceof AnnotatedParameterizedType ? Nulls.FAIL : Nulls.DEFAULT))
          .orElse(JsonSetter.Value.empty());
    }

    private static Optional<AnnotatedType> declared(Annotated component) {
      return component instanceof AnnotatedParameter parameter
              && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
          ? Optional.of(constructor.getAnnotatedParameterTypes()[parameter.getIndex()])
          : Optional.empty();
    }

    private static boolean isNullable(AnnotatedType type) {
      return type.isAnnotationPresent(Nullable.class);
    }
  }

  /** Reads a value, unless it does not fit. */
  private static final class Reading<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1;

    private final transient Function<JsonNode, Optional<T>> reading;

    Reading(Class<T> type, Function<JsonNode, Optional<T>> reading) {
      super(type);
      this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return reading
          .apply(context.readTree(parser))
          .orElseThrow(() -> MismatchedInputException.from(parser, handledType(), "does not fit"));
    }
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return text(node).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> number(JsonNode node) {
    return Optional.of(node)
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .filter(Double::isFinite);
  }

  /** Reads each name in a map as {@link PlainText}. */
  private static final class PlainNameReading extends KeyDeserializer {
    @Override
    public Object deserializeKey(String name, DeserializationContext context) {
      return PlainText.of(name);
    }
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
    byte[] content = Files.readAllBytes(file);
    try (JsonParser parser = JSON.createParser(Utf8.text(content, content.length, name))) {
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
    if (!tree.isObject()) { // Jackson itself would make null of null
      throw new UnreadableRunException(
          "%s is %s, and must be an object".formatted(where, described(tree)));
    }
    try {
      return JSON.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      String path = path(e);
      throw new UnreadableRunException(
          (path.isEmpty() ? where : where + ": " + path) + why(e, found(tree, e)));
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
    return path.isEmpty() ? "" : path.substring(1);
  }

  private static JsonNode found(JsonNode tree, JsonMappingException e) {
    JsonNode found = tree;
    for (JsonMappingException.Reference part : e.getPath()) {
      String name = part.getFieldName();
      found = name == null ? found.path(part.getIndex()) : found.path(name);
    }
    return found;
  }

  private static String why(JsonMappingException e, JsonNode found) {
    if (e.getCause() instanceof IllegalArgumentException refusal) {
      return ": " + refusal.getMessage();
    }
    return found.isMissingNode() || found.isNull()
        ? " is missing"
        : " is %s, and must be %s".formatted(described(found), expected(e));
  }

  private static String expected(JsonMappingException e) {
    Class<?> type =
        e instanceof MismatchedInputException mismatch
            ? mismatch.getTargetType()
            : e.getCause() instanceof InputCoercionException tooLarge
                ? tooLarge.getTargetType()
                : Object.class;
    return type.isEnum()
        ? "one of "
            + Stream.of(type.getEnumConstants())
                .map(constant -> JSON.convertValue(constant, String.class))
                .collect(Collectors.joining(", "))
        : EXPECTED.getOrDefault(type, "an object");
  }

  /** On one line, and not longer than a message may be. */
  private static String described(JsonNode node) {
    if (node.isContainerNode()) {
      return node.isArray() ? "a list" : "an object";
    }
    String text = node.toString();
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}

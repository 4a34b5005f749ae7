package dev.fanout.report.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What JSON must look like to become a record: every component is there unless it is {@code
 * Nullable}, and has the type that the record gives it.
 *
 * <p>Binding alone would make 0 of a number that is missing, and "2" or 2.7 a number of cores.
 */
final class JsonShape {
  private static final int LONGEST = 60;

  /** A value that is none of a record, a list, a map and a constant. */
  private record Expected(String words, Predicate<JsonNode> fits) {}

  private static final Expected WHOLE_NUMBER =
      new Expected("a whole number", node -> node.isIntegralNumber() && node.canConvertToInt());
  private static final Expected LARGE_NUMBER =
      new Expected("a whole number", node -> node.isIntegralNumber() && node.canConvertToLong());
  private static final Expected NUMBER =
      new Expected("a number", node -> node.isNumber() && Double.isFinite(node.doubleValue()));
  private static final Expected TRUTH = new Expected("true or false", JsonNode::isBoolean);

  private static final Map<Class<?>, Expected> VALUES =
      Map.of(
          String.class, new Expected("a text", JsonNode::isTextual),
          int.class, WHOLE_NUMBER,
          Integer.class, WHOLE_NUMBER,
          long.class, LARGE_NUMBER,
          Long.class, LARGE_NUMBER,
          double.class, NUMBER,
          Double.class, NUMBER,
          boolean.class, TRUTH,
          Instant.class, new Expected("a time such as 2026-11-20T23:45:10Z", JsonShape::isTime));

  private JsonShape() {}

  /** Refuses a tree that is of another shape than the record. */
  static void require(JsonNode tree, Class<? extends Record> type, String where)
      throws UnreadableRunException {
    requireRecord(tree, type, new Place(where, ""));
  }

  /** A place in a file; its path is empty for the whole of it. */
  private record Place(String file, String path) {
    Place of(String name) {
      return new Place(file, path.isEmpty() ? name : path + "." + name);
    }

    Place of(int index) {
      return new Place(file, "%s[%d]".formatted(path, index));
    }

    UnreadableRunException isMissing() {
      return new UnreadableRunException("%s is missing".formatted(this));
    }

    UnreadableRunException mustBe(String expected, JsonNode found) {
      return new UnreadableRunException(
          "%s is %s, and must be %s".formatted(this, described(found), expected));
    }

    @Override
    public String toString() {
      return path.isEmpty() ? file : file + ": " + path;
    }
  }

  private static void require(@Nullable JsonNode node, AnnotatedType declared, Place place)
      throws UnreadableRunException {
    if (node == null || node.isNull()) {
      if (declared.isAnnotationPresent(Nullable.class)) {
        return;
      }
      throw place.isMissing();
    }
    Class<?> type = raw(declared.getType());
    if (type.isRecord()) {
      requireRecord(node, type.asSubclass(Record.class), place);
    } else if (type == List.class) {
      requireList(node, argument(declared, 0), place);
    } else if (type == Map.class) {
      requireMap(node, argument(declared, 1), place);
    } else if (type.isEnum()) {
      requireConstant(node, type, place);
    } else {
      requireValue(node, type, place);
    }
  }

  private static void requireRecord(JsonNode node, Class<? extends Record> type, Place place)
      throws UnreadableRunException {
    if (!node.isObject()) {
      throw place.mustBe("an object", node);
    }
    if (type == Case.class) {
      requireCase(node, place);
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = name(component);
      require(node.get(name), component.getAnnotatedType(), place.of(name));
    }
  }

  /** As the file has it. */
  private static String name(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  private static void requireCase(JsonNode node, Place place) throws UnreadableRunException {
    for (Parameter parameter : Parameter.values()) {
      JsonNode value = node.get(parameter.json());
      Place of = place.of(parameter.json());
      if (value != null && !value.isNull()) {
        requireValue(value, parameter.type().javaType(), of);
      } else if (parameter.isRequired()) {
        throw of.isMissing();
      }
    }
  }

  private static void requireList(JsonNode node, AnnotatedType of, Place place)
      throws UnreadableRunException {
    if (!node.isArray()) {
      throw place.mustBe("a list", node);
    }
    for (int i = 0; i < node.size(); i++) {
      require(node.get(i), of, place.of(i));
    }
  }

  private static void requireMap(JsonNode node, AnnotatedType of, Place place)
      throws UnreadableRunException {
    if (!node.isObject()) {
      throw place.mustBe("an object", node);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      require(entry.getValue(), of, place.of(entry.getKey()));
    }
  }

  private static void requireConstant(JsonNode node, Class<?> type, Place place)
      throws UnreadableRunException {
    List<String> names = Stream.of(type.getEnumConstants()).map(JsonFile::text).toList();
    if (!node.isTextual() || !names.contains(node.textValue())) {
      throw place.mustBe("one of " + String.join(", ", names), node);
    }
  }

  private static void requireValue(JsonNode node, Class<?> type, Place place)
      throws UnreadableRunException {
    if (type == JsonNode.class) {
      return; // whoever declared it looks at it
    }
    Expected expected = Objects.requireNonNull(VALUES.get(type), () -> "no JSON for " + type);
    if (!expected.fits().test(node)) {
      throw place.mustBe(expected.words(), node);
    }
  }

  private static boolean isTime(JsonNode node) {
    try {
      return node.isTextual() && Instant.parse(node.textValue()) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static AnnotatedType argument(AnnotatedType declared, int index) {
    return ((AnnotatedParameterizedType) declared).getAnnotatedActualTypeArguments()[index];
  }

  /** On one line, and not longer than a message may be. */
  private static String described(JsonNode node) {
    if (node.isContainerNode()) {
      return node.isArray() ? "a list" : "an object";
    }
    String text =
        node.toString()
            .codePoints()
            .limit(LONGEST)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return text.length() < node.toString().length() ? text + "…" : text;
  }
}

package dev.fanout.report.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.fanout.report.measurement.Parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A concurrency model with its parameters, on a workload, against a server.
 *
 * @param values of the parameters that it has; each is described at {@link Parameter}
 */
public record Case(Map<Parameter, Object> values) {
  /** What tells models apart comes first in a label. */
  private static final List<Parameter> LABELLED =
      Stream.concat(Stream.of(Parameter.SIZE, Parameter.CHUNK), Arrays.stream(Parameter.values()))
          .filter(Parameter::isLabelled)
          .distinct()
          .toList();

  /**
   * Refuses numbers that no case has; takes its texts as {@link PlainText}, since a file may hold
   * anything.
   */
  public Case {
    var plain = new EnumMap<Parameter, Object>(Parameter.class);
    values.forEach((parameter, value) -> plain.put(parameter, plain(parameter, value)));
    for (Parameter parameter : Parameter.values()) {
      if (parameter.isRequired() && !plain.containsKey(parameter)) {
        throw new IllegalArgumentException("a case has no " + parameter.column());
      }
    }
    values = Map.copyOf(plain);
  }

  private static Object plain(Parameter parameter, Object value) {
    if (!parameter.type().javaType().isInstance(value)) {
      throw new IllegalArgumentException(
          "%s is %s, and must be %s"
              .formatted(
                  parameter.column(), value, parameter.isNumber() ? "a whole number" : "a text"));
    }
    if (value instanceof String text) {
      return PlainText.of(text);
    }
    Bounds.require(parameter.column(), (Number) value, parameter.type().least());
    return value;
  }

  /** A case without files or CPU time, on a server that keeps one delay and has no handlers. */
  public Case(
      String model,
      @Nullable String variant,
      @Nullable String client,
      @Nullable Integer size,
      @Nullable Integer chunk,
      @Nullable Integer inFlight,
      String workload,
      int requests,
      long delayMs) {
    var values = new EnumMap<Parameter, @Nullable Object>(Parameter.class);
    values.put(Parameter.MODEL, model);
    values.put(Parameter.VARIANT, variant);
    values.put(Parameter.CLIENT, client);
    values.put(Parameter.SIZE, size);
    values.put(Parameter.CHUNK, chunk);
    values.put(Parameter.IN_FLIGHT, inFlight);
    values.put(Parameter.WORKLOAD, workload);
    values.put(Parameter.REQUESTS, requests);
    values.put(Parameter.DELAY_MS, delayMs);
    this(present(values));
  }

  private static Map<Parameter, Object> present(Map<Parameter, @Nullable Object> values) {
    var present = new EnumMap<Parameter, Object>(Parameter.class);
    values.forEach(
        (parameter, value) -> {
          if (value != null) {
            present.put(parameter, value);
          }
        });
    return present;
  }

  /** Reads it as {@link #json} wrote it; what is no parameter is left out. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Case of(Map<String, @Nullable Object> json) {
    var values = new EnumMap<Parameter, @Nullable Object>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      Object value = json.get(parameter.json());
      values.put(
          parameter,
          parameter.type() == Parameter.Type.MS && value instanceof Integer number
              ? Long.valueOf(number)
              : value);
    }
    return new Case(present(values));
  }

  @JsonValue
  Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    for (Parameter parameter : Parameter.values()) {
      json.put(parameter.json(), values.get(parameter));
    }
    return json;
  }

  /** The value of a parameter, a text or a number; absent where the case has none. */
  public @Nullable Object value(Parameter parameter) {
    return values.get(parameter);
  }

  /** The number that a parameter has; absent where the case has none. */
  public @Nullable Number number(Parameter parameter) {
    return (Number) values.get(parameter);
  }

  private Object required(Parameter parameter) {
    return Objects.requireNonNull(values.get(parameter));
  }

  /** The model's key. */
  public String model() {
    return (String) required(Parameter.MODEL);
  }

  /** As {@link Parameter#VARIANT}. */
  public @Nullable String variant() {
    return (String) value(Parameter.VARIANT);
  }

  /** As {@link Parameter#CLIENT}. */
  public @Nullable String client() {
    return (String) value(Parameter.CLIENT);
  }

  /** As {@link Parameter#SIZE}. */
  public @Nullable Integer size() {
    return (Integer) value(Parameter.SIZE);
  }

  /** As {@link Parameter#CHUNK}. */
  public @Nullable Integer chunk() {
    return (Integer) value(Parameter.CHUNK);
  }

  /** As {@link Parameter#IN_FLIGHT}. */
  public @Nullable Integer inFlight() {
    return (Integer) value(Parameter.IN_FLIGHT);
  }

  /** The workload's key. */
  public String workload() {
    return (String) required(Parameter.WORKLOAD);
  }

  /** The number of requests, N. */
  public int requests() {
    return (Integer) required(Parameter.REQUESTS);
  }

  /** As {@link Parameter#DELAY_MS}. */
  public long delayMs() {
    return (Long) required(Parameter.DELAY_MS);
  }

  /** As {@link Parameter#DELAY}. */
  public @Nullable String delay() {
    return (String) value(Parameter.DELAY);
  }

  /** As {@link Parameter#HANDLER_THREADS}. */
  public @Nullable Integer handlers() {
    return (Integer) value(Parameter.HANDLER_THREADS);
  }

  /** As {@link Parameter#CONNECTION_POOL}. */
  public @Nullable Integer connections() {
    return (Integer) value(Parameter.CONNECTION_POOL);
  }

  /** The same case, but for a parameter; without it where the value is absent. */
  public Case with(Parameter parameter, @Nullable Object value) {
    var other = new EnumMap<Parameter, @Nullable Object>(values);
    other.put(parameter, value);
    return new Case(present(other));
  }

  /** Its values of some parameters, to be held against those of another case. */
  public Map<Parameter, Object> only(Collection<Parameter> parameters) {
    var some = new EnumMap<Parameter, Object>(values);
    some.keySet().retainAll(parameters);
    return some;
  }

  /** Its work and its server: only cases that have these in common are compared. */
  public Map<Parameter, Object> against() {
    return only(Parameter.of(Role.WORK, Role.SERVER));
  }

  /** Whether it is like the tutorials' own: one delay for all, and no limit at the server. */
  public boolean plainHello() {
    return Parameter.WORKLOAD.isUsual(workload()) && delay() == null && handlers() == null;
  }

  /** Whether its requests arrive one by one, rather than all at the start. */
  public boolean isStream() {
    return value(Parameter.ARRIVALS) != null;
  }

  /** Whether the server has fewer threads than the case may have requests in flight. */
  public boolean boundByServer() {
    Integer handlers = handlers();
    return handlers != null && allows(handlers + 1);
  }

  /** Whether it could have more requests in flight if it kept more connections open. */
  public boolean boundByConnections() {
    Integer connections = connections();
    Integer size = size();
    return connections != null
        && connections.equals(inFlight())
        && connections < requests()
        && (size == null || size > connections);
  }

  /** Whether it may have so many requests in flight at once; not where that is not known. */
  public boolean allows(int atOnce) {
    Integer inFlight = inFlight();
    return inFlight != null && inFlight >= atOnce;
  }

  /** The same, where nobody knows how many requests may be in flight. */
  public Case onUnknownCores() {
    return with(Parameter.IN_FLIGHT, null);
  }

  /**
   * A name short enough for a table or an axis, such as {@code process-pool 8, chunk 4}; what is
   * usual is left out: OkHttp, {@code hello}, blocking writes, a server that is asynchronous.
   */
  public String label() {
    return labelWithout(Set.of());
  }

  /** The label without what is said beside it. */
  public String labelWithout(Collection<Parameter> said) {
    var details = new ArrayList<String>();
    for (Parameter part : LABELLED) {
      String detail = said.contains(part) ? null : part.label(value(part));
      if (detail != null && !details.contains(detail)) { // a client may be named as its workload
        details.add(detail);
      }
    }
    return details.isEmpty() ? model() : model() + " " + String.join(", ", details);
  }
}

package dev.fanout.bench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.report.measurement.Parameter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A concurrency model that can be measured.
 *
 * @param key its key in options and files
 * @param does what it does, in a line
 * @param sizedBy the line of Java that sets its size, with {@code %1$d} for it; empty where there
 *     is none to tune
 * @param benchmark the JMH benchmark that measures it
 */
public record ModelType(
    String key, String does, String sizedBy, Class<? extends FanOutBenchmark> benchmark) {
  /** Sets fields from texts, as JMH does. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .withCoercionConfig(
              LogicalType.Integer,
              config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  private static final int MANY = 10_000; // requests: more than machines have cores

  /** All models, by key: those that JMH's own list of benchmarks names. */
  public static List<ModelType> all() {
    var silent =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
    return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
        .map(entry -> named(entry.getUserClassQName()))
        .filter(FanOutBenchmark.class::isAssignableFrom) // others are no models
        .map(each -> of(each.asSubclass(FanOutBenchmark.class)))
        .sorted(Comparator.comparing(ModelType::key))
        .toList();
  }

  private static Class<?> named(String className) {
    try {
      return Class.forName(className, false, ModelType.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("JMH lists " + className + ", which is not there", e);
    }
  }

  private static ModelType of(Class<? extends FanOutBenchmark> benchmark) {
    Model model = Objects.requireNonNull(benchmark.getAnnotation(Model.class), benchmark.getName());
    return new ModelType(model.key(), model.does(), model.sizedBy(), benchmark);
  }

  /** Why it cannot call that system; empty if it can. */
  public Optional<String> obstacle(Endpoint to) {
    return obstacle(BackendType.of(to.backend())).or(() -> to.obstacleTo(callsBack()));
  }

  /** Why it cannot call that backend; empty if it can. */
  public Optional<String> obstacle(BackendType backend) {
    Model model = Objects.requireNonNull(benchmark.getAnnotation(Model.class));
    if (backend.key().equals(BackendType.HTTP) || !model.httpOnly()) {
      return backend.usual(model.callsBack()).isPresent()
          ? Optional.empty()
          : Optional.of(
              "it makes calls that %s, and %s has none"
                  .formatted(model.callsBack() ? "return at once" : "block", backend.key()));
    }
    return Optional.of("it is a way to use HTTP, and nothing else");
  }

  /** Why its calls cannot go by the version of HTTP that is asked for; empty if they can. */
  public static Optional<String> httpObstacle(Map<String, String> values) {
    String backend = values.getOrDefault("backend", BackendType.HTTP);
    return Parameter.HTTP.isUsual(values.get(Parameter.HTTP.json()))
            || BackendType.of(backend).speaksHttp2()
        ? Optional.empty()
        : Optional.of("%s is not called by HTTP/2".formatted(backend));
  }

  /** Why requests with these parameters cannot arrive one by one; empty if they can, or do not. */
  public Optional<String> streamObstacle(Map<String, String> values) {
    return with(complete(values)).streamObstacle();
  }

  /** Whether nothing but the connections of that backend limits its requests in flight. */
  public boolean isLimitedByConnections(String of) {
    return inFlight(of, 0) == MANY && inFlight(of, 1) == 1; // else each process has its own
  }

  private int inFlight(String of, int connections) {
    var values =
        Map.of(
            "backend",
            of,
            "requests",
            Integer.toString(MANY),
            Parameter.CONNECTION_POOL.json(),
            Integer.toString(connections));
    return Objects.requireNonNullElse(scenario(values).measured().inFlight(), 0);
  }

  /** Whether its calls return at once, so that callbacks handle the answers. */
  public boolean callsBack() {
    return Objects.requireNonNull(benchmark.getAnnotation(Model.class)).callsBack();
  }

  /** The flags of the JVM that it is measured in. */
  public List<String> jvmFlags() {
    return flags(benchmark);
  }

  /** Those of them that the JVMs of other models do not have. */
  public List<String> ownJvmFlags() {
    return jvmFlags().stream()
        .filter(flag -> !flags(FanOutBenchmark.class).contains(flag))
        .toList();
  }

  /** The flags that every measured JVM has and that can matter to what is measured. */
  public static List<String> commonJvmFlags() {
    return flags(FanOutBenchmark.class).stream()
        .filter(flag -> !flag.equals(FanOutBenchmark.WATCH_PARENT))
        .toList();
  }

  private static List<String> flags(Class<?> benchmark) {
    return List.of(Objects.requireNonNull(benchmark.getAnnotation(Fork.class)).jvmArgsAppend());
  }

  /** The parameters of this model alone, such as {@code size}, with the values JMH would take. */
  public Map<String, List<String>> parameters() {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (Field field : benchmark.getDeclaredFields()) {
      Param param = field.getAnnotation(Param.class);
      if (param != null) {
        parameters.put(field.getName(), Arrays.asList(param.value()));
      }
    }
    return parameters;
  }

  /** The HTTP clients that it can be measured with, the usual one first. */
  public List<String> clients() {
    List<String> choice = parameters().get("client");
    return choice == null ? List.of(with(Map.of()).client()) : choice;
  }

  /**
   * What it measures with its parameters set as JMH would set them; those that are not given have
   * the first value that JMH would take.
   *
   * @throws IllegalArgumentException as {@link #with}, or if a value makes no sense
   */
  public Scenario scenario(Map<String, String> values) {
    return with(complete(values)).scenario();
  }

  /** These parameters, and the first value that JMH would take of the model's others. */
  public Map<String, String> complete(Map<String, String> values) {
    var all = new LinkedHashMap<String, String>();
    parameters().forEach((name, choice) -> all.put(name, choice.getFirst()));
    all.putAll(values);
    return all;
  }

  /** Whether its requests are made in worker processes, with its parameters set so. */
  public boolean worksInProcesses(Map<String, String> values) {
    return with(complete(values)).processes() > 1;
  }

  /** Opens it for whoever asks more of it than all answers at the end. */
  public Idioms idioms(Map<String, String> values, Backend backend) throws IOException {
    return with(complete(values)).idioms(backend);
  }

  /**
   * The benchmark with its parameters set as JMH would set them.
   *
   * @throws IllegalArgumentException if it has no parameter of that name, or the value does not fit
   */
  public FanOutBenchmark with(Map<String, String> values) {
    try {
      return STRICT.updateValue(benchmark.getConstructor().newInstance(), values);
    } catch (ReflectiveOperationException | JsonProcessingException e) {
      throw new IllegalArgumentException(key + " does not take " + values, e);
    }
  }
}

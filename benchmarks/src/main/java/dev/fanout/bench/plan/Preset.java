package dev.fanout.bench.plan;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named plan.
 *
 * @param name its name in options
 * @param requests the number of requests, N
 * @param delay the server's delay, D, or how it is drawn
 * @param rounds shots of each short case and temperature
 * @param warmUnder cases with a lower floor are measured warm as well as cold
 * @param everyModel whether the models that no case names are measured too, each as JMH would
 * @param cases what is measured, in order
 */
record Preset(
    String name,
    int requests,
    Delay delay,
    int rounds,
    Duration warmUnder,
    boolean everyModel,
    List<PresetCase> cases) {

  /** A model's key and its parameters. */
  record PresetCase(String model, Map<String, String> parameters) {
    /** The parameter that names the backend, as JMH knows it. */
    static final String BACKEND = "backend";

    private static PresetCase parse(String line) {
      String[] words = line.split(" ");
      return new PresetCase(
          words[0],
          Arrays.stream(words)
              .skip(1)
              .map(word -> word.split("="))
              .collect(Collectors.toUnmodifiableMap(word -> word[0], word -> word[1])));
    }

    boolean isOf(ModelType type) {
      return model.equals(type.key());
    }

    boolean has(Parameter parameter) {
      return parameters.containsKey(parameter.json());
    }

    /**
     * Whether it names what it calls, so that no option chooses another slow server or workload.
     */
    boolean namesBackend() {
      return parameters.containsKey(BACKEND);
    }

    /** Whether its calls go by HTTP/2. */
    boolean isByHttp2() {
      return !Parameter.HTTP.isUsual(parameters.get(Parameter.HTTP.json()));
    }

    /**
     * What it calls: what the user names, or a server that is started; absent for a slow server.
     */
    @Nullable Endpoint calls(@Nullable Endpoint own) {
      return own == null && namesBackend()
          ? BackendType.of(Objects.requireNonNull(parameters.get(BACKEND))).startable().orElse(null)
          : own;
    }

    /** The same, without connections that are kept open where there are none. */
    PresetCase withoutConnectionsUnless(boolean kept) {
      return kept || !has(Parameter.CONNECTION_POOL)
          ? this
          : with(Parameter.CONNECTION_POOL.json(), "0");
    }

    /** The same, on a backend; on HTTP, the slow server. */
    PresetCase on(BackendType backend) {
      return backend
          .startable()
          .map(
              server ->
                  with(BACKEND, backend.key()).with(Parameter.WORKLOAD.json(), server.workload()))
          .orElse(this);
    }

    /** With another value of a parameter. */
    PresetCase with(String parameter, String value) {
      var more = new HashMap<>(parameters);
      more.put(parameter, value);
      return new PresetCase(model, Map.copyOf(more));
    }
  }

  /** The tutorial's experiment. */
  private static final List<PresetCase> TUTORIAL =
      cases(
          """
          serial
          fixed-thread-pool size=10
          process-pool size=8 chunk=1
          process-pool size=8 chunk=4
          completable-future client=okhttp
          completable-future client=jdk
          virtual-threads
          """);

  /** The whole flow in a minute: every model once, in each variant, and each workload. */
  private static final List<PresetCase> SMOKE =
      cases(
          """
          fixed-thread-pool size=4
          supply-async variant=common
          supply-async variant=pool size=4
          supply-async variant=processes size=2
          process-pool size=2 chunk=1
          process-pool-async size=2
          process-pool-async size=2 workload=session
          completable-future client=okhttp
          completable-future client=okhttp size=4
          completable-future client=jdk
          reactive
          reactive workload=download
          structured-scope
          structured-scope workload=staged
          structured-scope handlerThreads=2
          event-loop variant=one-loop
          event-loop variant=two-loops
          event-loop variant=nio
          event-loop variant=one-loop workload=crawl cpuMs=5
          virtual-threads
          virtual-threads size=4
          """);

  /** Every model, in a quarter of an hour. */
  private static final List<PresetCase> EVERYTHING =
      cases(
          """
          blocking-in-async variant=direct
          supply-async variant=common
          supply-async variant=pool size=10
          supply-async variant=processes size=8
          completable-future client=okhttp
          completable-future client=okhttp size=10
          completable-future client=jdk
          completable-future client=httpclient5
          virtual-threads
          virtual-threads client=helidon
          virtual-threads size=10
          """);

  /** What costs people days, each beside its fix; see docs/traps.md. */
  private static final List<PresetCase> TRAPS =
      cases(
          """
          blocking-in-async variant=direct
          blocking-in-async variant=wrapped
          okhttp-defaults
          completable-future client=okhttp
          parallel-stream
          supply-async variant=common
          supply-async variant=pool size=50
          process-pool size=8 chunk=4
          process-pool size=8 chunk=1
          """);

  /** Models of every kind, each able to have 50 requests in flight. */
  private static final List<PresetCase> UNBOUNDED =
      cases(
          """
          fixed-thread-pool size=50
          process-pool-async size=4
          completable-future client=okhttp
          event-loop variant=one-loop
          virtual-threads
          """);

  /** The server's own concurrency: blocking handlers, few or many, or none. */
  private static final List<PresetCase> SERVER =
      each(UNBOUNDED, "handlerThreads", "1", "10", "25", "0");

  /** Computing against waiting: what an answer costs, on one thread or on all cores. */
  private static final List<PresetCase> CRAWL =
      each(each(UNBOUNDED, "workload", "crawl"), "cpuMs", "0", "10", "40");

  /** The same models on every backend; of a database, with few connections and with enough. */
  private static final List<PresetCase> BACKENDS =
      Stream.of(
              ofEach(
                  cases(
                      """
                      serial
                      fixed-thread-pool size=100
                      process-pool size=8 chunk=1
                      completable-future client=okhttp
                      reactive
                      virtual-threads
                      """),
                  BackendType.HTTP),
              ofEach(
                  cases(
                      """
                      serial
                      process-pool size=8 chunk=1
                      """),
                  "redis",
                  "mariadb"),
              each(
                  ofEach(
                      cases(
                          """
                          fixed-thread-pool size=100
                          completable-future
                          reactive
                          virtual-threads
                          """),
                      "redis",
                      "mariadb"),
                  Parameter.CONNECTION_POOL.json(),
                  "10",
                  "100"))
          .flatMap(List::stream)
          .toList();

  /**
   * Arrivals at random, from rates that are easy to one that is too high for 20 places: these serve
   * 92 requests a second.
   */
  private static final List<PresetCase> STREAM =
      each(
          each(
              cases(
                  """
                  fixed-thread-pool size=20
                  fixed-thread-pool size=40
                  process-pool size=20 chunk=1
                  event-loop variant=one-loop
                  virtual-threads
                  """),
              Parameter.STREAM_MS.json(),
              "20000"),
          Parameter.ARRIVALS.json(),
          "poisson:60/s",
          "poisson:75/s",
          "poisson:85/s",
          "poisson:100/s");

  /** What Maven calls a preset, and is a command. */
  private static final Set<String> COMMANDS = Set.of("tune", "behave");

  /** All presets, the default first. */
  static final List<Preset> ALL =
      List.of(
          new Preset("tutorial", 100, Delay.parse("3s"), 3, Plan.LONG_CASE, false, TUTORIAL),
          new Preset("smoke", 10, Delay.parse("50ms"), 1, Duration.ZERO, true, SMOKE),
          new Preset("everything", 100, Delay.parse("1s"), 3, Plan.LONG_CASE, true, EVERYTHING),
          new Preset("traps", 100, Delay.parse("1s"), 3, Duration.ZERO, false, TRAPS),
          new Preset("server", 50, Delay.parse("150ms"), 3, Duration.ZERO, false, SERVER),
          new Preset("crawl", 50, Delay.parse("500ms"), 3, Duration.ZERO, false, CRAWL),
          new Preset(
              "backends", 100, Delay.parse("300ms"), 1, Duration.ofSeconds(1), false, BACKENDS),
          new Preset(
              "stream", 100, Delay.parse("lognormal:200ms,0.4"), 1, Duration.ZERO, false, STREAM));

  /** A case in each line: a model's key, and what is set of its parameters. */
  private static List<PresetCase> cases(String lines) {
    return lines.lines().map(PresetCase::parse).toList();
  }

  /** Each on each of these backends. */
  private static List<PresetCase> ofEach(List<PresetCase> cases, String... backends) {
    return Arrays.stream(backends)
        .map(BackendType::of)
        .flatMap(type -> cases.stream().map(each -> each.on(type)))
        .toList();
  }

  private static List<PresetCase> each(List<PresetCase> cases, String parameter, String... values) {
    return cases.stream()
        .flatMap(each -> Arrays.stream(values).map(value -> each.with(parameter, value)))
        .toList();
  }

  /**
   * The preset of that name.
   *
   * @throws RefusedException if there is none
   */
  static Preset named(String name) {
    if (COMMANDS.contains(name)) {
      throw new RefusedException(
          "%1$s is a command of its own: scripts/fanout %1$s, or mvn verify -Dfanout.preset=%1$s."
              .formatted(name));
    }
    return ALL.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Unknown.word("preset", name, Plan.presets()));
  }
}

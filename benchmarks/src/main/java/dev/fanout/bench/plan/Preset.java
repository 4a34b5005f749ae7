package dev.fanout.bench.plan;

import dev.fanout.bench.model.ModelType;
import dev.fanout.report.measurement.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A named plan.
 *
 * @param name its name in options
 * @param requests the number of requests, N
 * @param delay the server's delay, D
 * @param rounds shots of each short case and temperature
 * @param warm whether short cases are measured warm as well as cold
 * @param everyModel whether the models that no case names are measured too, each as JMH would
 * @param cases what is measured, in order
 */
record Preset(
    String name,
    int requests,
    Duration delay,
    int rounds,
    boolean warm,
    boolean everyModel,
    List<PresetCase> cases) {

  /** A model's key and its parameters. */
  record PresetCase(String model, Map<String, String> parameters) {
    boolean isOf(ModelType type) {
      return model.equals(type.key());
    }

    boolean has(Parameter parameter) {
      return parameters.containsKey(parameter.json());
    }

    /** With another value of a parameter. */
    PresetCase with(String parameter, String value) {
      var more = new HashMap<>(parameters);
      more.put(parameter, value);
      return new PresetCase(model, Map.copyOf(more));
    }
  }

  /** The tutorial's experiment. */
  private static final Preset TUTORIAL =
      new Preset(
          "tutorial",
          100,
          Duration.ofSeconds(3),
          3,
          true,
          false,
          List.of(
              new PresetCase("serial", Map.of()),
              new PresetCase("fixed-thread-pool", Map.of("size", "10")),
              new PresetCase("process-pool", Map.of("size", "8", "chunk", "1")),
              new PresetCase("process-pool", Map.of("size", "8", "chunk", "4")),
              new PresetCase("completable-future", Map.of("client", "okhttp")),
              new PresetCase("completable-future", Map.of("client", "jdk")),
              new PresetCase("virtual-threads", Map.of())));

  /** The whole flow in a minute: every model once, in each variant, and each workload. */
  private static final Preset SMOKE =
      new Preset(
          "smoke",
          10,
          Duration.ofMillis(50),
          1,
          false,
          true,
          List.of(
              new PresetCase("fixed-thread-pool", Map.of("size", "4")),
              new PresetCase("supply-async", Map.of("variant", "common")),
              new PresetCase("supply-async", Map.of("variant", "pool", "size", "4")),
              new PresetCase("supply-async", Map.of("variant", "processes", "size", "2")),
              new PresetCase("process-pool", Map.of("size", "2", "chunk", "1")),
              new PresetCase("process-pool-async", Map.of("size", "2")),
              new PresetCase("process-pool-async", Map.of("size", "2", "workload", "session")),
              new PresetCase("completable-future", Map.of("client", "okhttp")),
              new PresetCase("completable-future", Map.of("client", "okhttp", "size", "4")),
              new PresetCase("completable-future", Map.of("client", "jdk")),
              new PresetCase("reactive", Map.of()),
              new PresetCase("reactive", Map.of("workload", "download")),
              new PresetCase("structured-scope", Map.of()),
              new PresetCase("structured-scope", Map.of("workload", "staged")),
              new PresetCase("structured-scope", Map.of("handlerThreads", "2")),
              new PresetCase("event-loop", Map.of("variant", "one-loop")),
              new PresetCase("event-loop", Map.of("variant", "two-loops")),
              new PresetCase("event-loop", Map.of("variant", "nio")),
              new PresetCase(
                  "event-loop", Map.of("variant", "one-loop", "workload", "crawl", "cpuMs", "5")),
              new PresetCase("virtual-threads", Map.of()),
              new PresetCase("virtual-threads", Map.of("size", "4"))));

  /** Every model, in a quarter of an hour. */
  private static final Preset EVERYTHING =
      new Preset(
          "everything",
          100,
          Duration.ofSeconds(1),
          3,
          true,
          true,
          List.of(
              new PresetCase("blocking-in-async", Map.of("variant", "direct")),
              new PresetCase("supply-async", Map.of("variant", "common")),
              new PresetCase("supply-async", Map.of("variant", "pool", "size", "10")),
              new PresetCase("supply-async", Map.of("variant", "processes", "size", "8")),
              new PresetCase("completable-future", Map.of("client", "okhttp")),
              new PresetCase("completable-future", Map.of("client", "okhttp", "size", "10")),
              new PresetCase("completable-future", Map.of("client", "jdk")),
              new PresetCase("completable-future", Map.of("client", "httpclient5")),
              new PresetCase("virtual-threads", Map.of()),
              new PresetCase("virtual-threads", Map.of("client", "helidon")),
              new PresetCase("virtual-threads", Map.of("size", "10"))));

  /** What costs people days, each beside its fix; see docs/traps.md. */
  private static final Preset TRAPS =
      new Preset(
          "traps",
          100,
          Duration.ofSeconds(1),
          3,
          false,
          false,
          List.of(
              new PresetCase("blocking-in-async", Map.of("variant", "direct")),
              new PresetCase("blocking-in-async", Map.of("variant", "wrapped")),
              new PresetCase("okhttp-defaults", Map.of()),
              new PresetCase("completable-future", Map.of("client", "okhttp")),
              new PresetCase("parallel-stream", Map.of()),
              new PresetCase("supply-async", Map.of("variant", "common")),
              new PresetCase("supply-async", Map.of("variant", "pool", "size", "50")),
              new PresetCase("process-pool", Map.of("size", "8", "chunk", "4")),
              new PresetCase("process-pool", Map.of("size", "8", "chunk", "1"))));

  /** Models of every kind, each able to have 50 requests in flight. */
  private static final List<PresetCase> UNBOUNDED =
      List.of(
          new PresetCase("fixed-thread-pool", Map.of("size", "50")),
          new PresetCase("process-pool-async", Map.of("size", "4")),
          new PresetCase("completable-future", Map.of("client", "okhttp")),
          new PresetCase("event-loop", Map.of("variant", "one-loop")),
          new PresetCase("virtual-threads", Map.of()));

  /** The server's own concurrency: blocking handlers, few or many, or none. */
  private static final Preset SERVER =
      new Preset(
          "server",
          50,
          Duration.ofMillis(150),
          3,
          false,
          false,
          each(UNBOUNDED, "handlerThreads", "1", "10", "25", "0"));

  /** Computing against waiting: what an answer costs, on one thread or on all cores. */
  private static final Preset CRAWL =
      new Preset(
          "crawl",
          50,
          Duration.ofMillis(500),
          3,
          false,
          false,
          each(each(UNBOUNDED, "workload", "crawl"), "cpuMs", "0", "10", "40"));

  /** All presets, the default first. */
  static final List<Preset> ALL = List.of(TUTORIAL, SMOKE, EVERYTHING, TRAPS, SERVER, CRAWL);

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
    return ALL.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Unknown.word("preset", name, ALL.stream().map(Preset::name).toList()));
  }
}

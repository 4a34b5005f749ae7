package dev.fanout.bench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.model.Scenario;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.measurement.JsonFile;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What JMH's JSON says of one benchmark; names and units are JMH's.
 *
 * @param jmhVersion the version of JMH
 * @param benchmark class and method
 * @param mode the mode's short name
 * @param threads that call the method at once
 * @param forks JVMs that were to be started
 * @param jvmArgs the flags of each
 * @param vmName the JVM's name
 * @param vmVersion the JVM's version, with its build
 * @param warmupIterations calls in each JVM before the measured ones
 * @param measurementIterations measured calls in each JVM
 * @param params the benchmark's parameters
 * @param primaryMetric what was measured
 */
record JmhEntry(
    String jmhVersion,
    String benchmark,
    String mode,
    int threads,
    int forks,
    List<String> jvmArgs,
    String vmName,
    String vmVersion,
    int warmupIterations,
    int measurementIterations,
    Map<String, String> params,
    Metric primaryMetric) {

  private static final Map<String, Double> MILLIS =
      Map.of("ns/op", 1e-6, "us/op", 1e-3, "ms/op", 1.0, "s/op", 1e3, "min/op", 6e4);

  /** The mode that makes shots, by its short name. */
  private static final String SINGLE_SHOT = "ss";

  /**
   * What was measured.
   *
   * @param scoreUnit such as {@code ms/op}
   * @param rawData a list per fork, in it a score per iteration; {@code "NaN"} stands for none
   */
  record Metric(String scoreUnit, List<List<JsonNode>> rawData) {}

  /**
   * Reads an entry.
   *
   * @param where names it, for messages
   * @throws RefusedException if it is of another benchmark, or of another mode than shots need
   * @throws UnreadableRunException if it lacks something that JMH writes
   */
  static JmhEntry of(JsonNode entry, String where) throws UnreadableRunException {
    String benchmark = entry.path("benchmark").asText();
    if (entry.path("benchmark").isTextual() && model(benchmark) == null) {
      throw new RefusedException(
          "%s is not a benchmark of fanout-bench; see the command models.".formatted(benchmark));
    }
    if (entry.path("mode").isTextual()) {
      must(benchmark, "mode", entry.get("mode").textValue(), SINGLE_SHOT);
    }
    if (entry.at("/primaryMetric/rawDataHistogram").isArray()) {
      throw new RefusedException(
          "%s has a histogram in place of its single scores: run it without a profiler or mode that makes one."
              .formatted(benchmark));
    }
    return JsonFile.record(entry, JmhEntry.class, where);
  }

  private static @Nullable ModelType model(String benchmark) {
    return ModelType.all().stream()
        .filter(each -> benchmark.equals(each.benchmark().getName() + ".fanOut"))
        .findFirst()
        .orElse(null);
  }

  /**
   * The scores in milliseconds, one per fork that gave one.
   *
   * @throws RefusedException if they are not shots as this benchmark fires them
   */
  List<Double> elapsedMs() {
    must(benchmark, "threads", threads, 1);
    must(benchmark, "warmupIterations", warmupIterations, 0);
    must(benchmark, "measurementIterations", measurementIterations, 1);
    Double unit = MILLIS.get(primaryMetric.scoreUnit());
    if (unit == null) {
      throw new RefusedException(
          "%s has scores in %s, which is not a time per shot such as ms/op."
              .formatted(benchmark, primaryMetric.scoreUnit()));
    }
    if (forks < 1) {
      throw new RefusedException(
          "%s was measured with forks %d: a shot is a JVM, so 1 or more are needed."
              .formatted(benchmark, forks));
    }
    var elapsed = new ArrayList<Double>();
    for (List<JsonNode> fork : primaryMetric.rawData()) {
      if (fork.size() > 1) {
        throw new RefusedException(
            "%s has %d scores of one fork, where a shot has one."
                .formatted(benchmark, fork.size()));
      }
      fork.stream().filter(this::isScore).forEach(score -> elapsed.add(score.doubleValue() * unit));
    }
    return elapsed;
  }

  /** Whether it is a score; else JMH says with "NaN" that there is none. */
  private boolean isScore(JsonNode score) {
    if (score.isTextual() && score.textValue().equals("NaN")) {
      return false;
    }
    if (!score.isNumber() || !(score.doubleValue() > 0) || !Double.isFinite(score.doubleValue())) {
      throw new RefusedException(
          "%s has a score that is not a time: %s.".formatted(benchmark, score));
    }
    return true;
  }

  private static void must(String benchmark, String name, Object is, Object accepted) {
    if (!Objects.equals(is, accepted)) {
      throw new RefusedException(
          "%s was measured with %s %s: only %s, the benchmark's own, makes shots that can be reported."
              .formatted(benchmark, name, is, accepted));
    }
  }

  /**
   * What was measured.
   *
   * @throws RefusedException if the benchmark does not take the parameters
   */
  Scenario scenario() {
    try {
      Scenario scenario = Objects.requireNonNull(model(benchmark)).scenario(params);
      scenario.floor(); // fails for a pool of none
      return scenario;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RefusedException("%s does not take %s.".formatted(benchmark, params));
    }
  }

  /** Whether the JVM was warmed up. */
  Temperature temperature() {
    return Temperature.valueOf(params.getOrDefault("temperature", Temperature.COLD.name()));
  }

  /** The server's address; empty for a slow server. */
  String url() {
    return params.getOrDefault("url", "");
  }

  /** The seed of the delays. */
  String seed() {
    return params.getOrDefault("seed", "0");
  }
}

package dev.fanout.bench.run;

import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  /**
   * What was measured.
   *
   * @param scoreUnit such as {@code ms/op}
   * @param rawData a list per fork, in it a score per iteration
   */
  record Metric(String scoreUnit, List<List<Double>> rawData) {}

  /**
   * The scores in milliseconds, one per fork that gave one.
   *
   * @throws RefusedException if they are not shots as this benchmark fires them
   */
  List<Double> elapsedMs() {
    must("mode", mode, "ss");
    must("threads", threads, 1);
    must("warmupIterations", warmupIterations, 0);
    must("measurementIterations", measurementIterations, 1);
    Double unit = MILLIS.get(primaryMetric.scoreUnit());
    if (unit == null) {
      throw new RefusedException(
          "%s has scores in %s, which is no time per shot such as ms/op."
              .formatted(benchmark, primaryMetric.scoreUnit()));
    }
    return primaryMetric.rawData().stream()
        .flatMap(List::stream)
        .filter(score -> Double.isFinite(score) && score > 0)
        .map(score -> score * unit)
        .toList();
  }

  private void must(String name, Object is, Object accepted) {
    if (!Objects.equals(is, accepted)) {
      throw new RefusedException(
          "%s was measured with %s %s: only %s, the benchmark's own, makes shots that can be reported."
              .formatted(benchmark, name, is, accepted));
    }
  }

  /**
   * The benchmark with its parameters set.
   *
   * @throws RefusedException if this harness has no such benchmark
   */
  FanOutBenchmark asSet() {
    ModelType model =
        ModelType.all().stream()
            .filter(each -> benchmark.equals(each.benchmark().getName() + ".fanOut"))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "%s is no benchmark of fanout-bench; see the command models."
                            .formatted(benchmark)));
    try {
      FanOutBenchmark set = model.with(params);
      set.floor(); // fails for a pool of none
      return set;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RefusedException("%s does not take %s.".formatted(benchmark, params));
    }
  }
}

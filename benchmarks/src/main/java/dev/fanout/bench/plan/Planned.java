package dev.fanout.bench.plan;

import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Temperature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A shot to be fired.
 *
 * @param benchmark the JMH benchmark
 * @param parameters its parameters as JMH takes them, the model's own and those of the workload
 * @param measured the case
 * @param temperature cold or warm
 * @param round counts the shots of a case and temperature, from 1
 * @param floor the least wall time that a perfect machine needs
 * @param openFiles about how many files and sockets the harness has open for it at once
 * @param warmUp how long the JVM warms up before it; an estimate
 */
public record Planned(
    Class<? extends FanOutBenchmark> benchmark,
    Map<String, String> parameters,
    Case measured,
    Temperature temperature,
    int round,
    Duration floor,
    int openFiles,
    Duration warmUp) {

  private static final Duration START = Duration.ofMillis(1_300);

  /** The handler threads of its server; empty for asynchronous answers. */
  public OptionalInt handlerThreads() {
    Integer threads = measured.handlerThreads();
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  /** How long the shot will take, with the start of its JVM and the warming-up; an estimate. */
  public Duration expected() {
    return floor.plus(START).plus(warmUp);
  }

  /** How long those shots will take together; an estimate. */
  public static Duration expected(List<Planned> shots) {
    return shots.stream().map(Planned::expected).reduce(Duration.ZERO, Duration::plus);
  }

  /** The case's label, temperature and round. */
  public String label() {
    return "%s, %s, round %d".formatted(measured.label(), temperature.text(), round);
  }
}

package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.RequestTrace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Every model that can call a backend, with small pools and each of its variants. */
public record Callers(ModelType model, Map<String, String> parameters) {
  /** Those of that backend, each with these numbers of connections. */
  public static Stream<Callers> of(String backend, String... connections) {
    return ModelType.all().stream()
        .filter(model -> model.obstacle(BackendType.of(backend)).isEmpty())
        .flatMap(Callers::variants)
        .flatMap(
            each ->
                Stream.of(connections)
                    .map(count -> each.with("connectionPool", count).with("backend", backend)));
  }

  private static Stream<Callers> variants(ModelType model) {
    Stream<Callers> variants = Stream.of(new Callers(model, Map.of()));
    for (var parameter : model.parameters().entrySet()) {
      List<String> values =
          switch (parameter.getKey()) {
            case "size" ->
                parameter.getValue().equals(List.of("0")) ? List.of("0", "2") : List.of("2");
            case "client" -> List.of(parameter.getValue().getFirst()); // of HTTP
            default -> parameter.getValue();
          };
      variants =
          variants.flatMap(
              each -> values.stream().map(value -> each.with(parameter.getKey(), value)));
    }
    return variants;
  }

  /** The key of the backend that it calls. */
  String backend() {
    return Objects.requireNonNull(parameters.get("backend"));
  }

  /** The same, but for a parameter. */
  public Callers with(String name, String value) {
    var more = new HashMap<>(parameters);
    more.put(name, value);
    return new Callers(model, more);
  }

  /** The same for that many requests, one every 10 ms; none where the model knows only batches. */
  public Stream<Callers> streaming(int requests) {
    Callers streaming = with("arrivals", "100/s").with("streamMs", Integer.toString(10 * requests));
    return model
            .streamObstacle(streaming.with("requests", Integer.toString(requests)).parameters())
            .isEmpty()
        ? Stream.of(streaming)
        : Stream.empty();
  }

  /** Whether it needs JVMs of its own, which are dear to start. */
  public boolean startsProcesses() {
    return model.key().startsWith("process-pool") || "processes".equals(parameters.get("variant"));
  }

  /** The benchmark that makes so many calls of that endpoint. */
  public FanOutBenchmark at(Endpoint endpoint, int requests, String delay) {
    return model
        .with(
            with("requests", Integer.toString(requests))
                .with("delay", delay)
                .with("workload", endpoint.workload())
                .parameters())
        .at(endpoint);
  }

  /** Fires a shot as JMH does, makes sure that it counts, and returns how its requests went. */
  public static List<RequestTrace> shoot(FanOutBenchmark benchmark) throws Exception {
    benchmark.open();
    try {
      benchmark.aim();
      long start = System.nanoTime();
      var fired = new FutureTask<>(benchmark::fanOut);
      Thread.ofPlatform().start(fired); // JUnit's own is one of a fork-join pool
      Timeline timeline = fired.get();
      long nanos = System.nanoTime() - start;
      benchmark.check();
      assertThat(nanos).isGreaterThanOrEqualTo(benchmark.scenario().floor().toNanos());
      return timeline.traces();
    } finally {
      benchmark.close();
    }
  }

  /** As above, but on a busy machine the pacer may be late. */
  public static List<RequestTrace> stream(FanOutBenchmark benchmark) throws Exception {
    benchmark.open();
    try {
      benchmark.aim();
      List<RequestTrace> requests = benchmark.fanOut().traces();
      try {
        benchmark.check();
      } catch (InvalidShotException e) {
        assertThat(e).hasMessageStartingWith("The harness could not keep the pace: ");
      }
      return requests;
    } finally {
      benchmark.close();
    }
  }

  @Override
  public String toString() {
    return model.key() + " " + parameters;
  }
}

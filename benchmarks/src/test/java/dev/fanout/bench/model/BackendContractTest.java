package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises to every model that can call it. {@link ModelContractTest} holds HTTP
 * to more, and the tests of Redis and MariaDB hold these with their real servers.
 */
@Tag("slow")
@ExtendWith(LeavesNoThread.class)
class BackendContractTest {
  private static final int REQUESTS = 5;
  private static final Set<String> ELSEWHERE = Set.of("http", "redis", "mariadb");

  @TempDir Path folder = Path.of("");

  /** A backend that counts what it is asked for, and one that fails. */
  private interface Witness {
    Endpoint right(Path folder) throws IOException;

    List<Integer> made(Path folder) throws IOException;

    Endpoint failing();

    /** How it is told that it fails. */
    String cause(ModelType model);

    static Witness of(BackendType backend) {
      return switch (backend.key()) {
        case "call" -> new OfCalls();
        default -> throw new IllegalStateException("nobody holds the backend " + backend.key());
      };
    }
  }

  private record OfCalls() implements Witness {
    @Override
    public Endpoint right(Path folder) throws IOException {
      return OwnCalls.marking(folder, OwnCalls.Right.class, OwnCalls.RightAsync.class);
    }

    @Override
    public List<Integer> made(Path folder) throws IOException {
      return OwnCalls.marked(folder);
    }

    @Override
    public Endpoint failing() {
      return OwnCalls.of(OwnCalls.Failing.class, OwnCalls.FailingAsync.class);
    }

    @Override
    public String cause(ModelType model) {
      return model.callsBack()
          ? "IllegalStateException: no token"
          : "IOException: no answer at https://partner.example/?key=hidden, by TimeoutException";
    }
  }

  record Subject(ModelType model, BackendType backend) {
    /** With small pools. */
    FanOutBenchmark at(Endpoint endpoint) {
      var parameters = new HashMap<String, String>();
      if (model.parameters().containsKey("size")) {
        parameters.put("size", "2");
      }
      parameters.put("requests", Integer.toString(REQUESTS));
      parameters.put("delay", TimeSpan.text(OwnCalls.WAIT));
      parameters.put("workload", endpoint.workload());
      return model.with(model.complete(parameters)).at(endpoint);
    }

    @Override
    public String toString() {
      return model.key() + " to " + backend.key();
    }
  }

  static Stream<Subject> subjects() {
    return BackendType.all().stream()
        .filter(backend -> !ELSEWHERE.contains(backend.key()))
        .flatMap(
            backend ->
                ModelType.all().stream()
                    .filter(model -> model.obstacle(backend).isEmpty())
                    .map(model -> new Subject(model, backend)));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void makesEachRequestOnceAndNotFasterThanItsFloor(Subject subject) throws Exception {
    Witness witness = Witness.of(subject.backend());
    FanOutBenchmark benchmark = subject.at(witness.right(folder));
    long begun = System.nanoTime();
    assertThat(shoot(benchmark))
        .hasSize(REQUESTS)
        .extracting(RequestTrace::status)
        .containsOnly(RequestTrace.OK);
    assertThat(System.nanoTime() - begun)
        .isGreaterThanOrEqualTo(benchmark.scenario().floor().toNanos());
    assertThat(witness.made(folder)).containsExactlyElementsOf(numbers());
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, REQUESTS).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void reportsAFailureWithItsCause(Subject subject) {
    Witness witness = Witness.of(subject.backend());
    assertThatThrownBy(() -> shoot(subject.at(witness.failing())))
        .isInstanceOf(InvalidShotException.class)
        .hasMessageContaining(" of 5 requests failed, the first")
        .hasMessageContaining(witness.cause(subject.model()));
  }

  /** In JMH's order. */
  private static List<RequestTrace> shoot(FanOutBenchmark benchmark) throws Exception {
    benchmark.open();
    try {
      benchmark.aim();
      var fired = new FutureTask<Timeline>(benchmark::fanOut);
      Thread.ofPlatform().start(fired); // JUnit's own are of a pool that parallel streams use too
      List<RequestTrace> requests = fired.get().traces();
      benchmark.check();
      return requests;
    } finally {
      benchmark.close();
    }
  }
}

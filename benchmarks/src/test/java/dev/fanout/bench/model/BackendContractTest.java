package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

    static Witness of(String backend) {
      return switch (backend) {
        case "call" -> new OfCalls();
        default -> throw new IllegalStateException("nobody holds the backend " + backend);
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
          : "IOException: no answer at https://partner.example/?key=***, by TimeoutException";
    }
  }

  static Stream<Callers> callers() {
    return BackendType.all().stream()
        .map(BackendType::key)
        .filter(backend -> !ELSEWHERE.contains(backend))
        .flatMap(backend -> Callers.of(backend, "0"));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void makesEachRequestOnceAndNotFasterThanItsFloor(Callers caller) throws Exception {
    Witness witness = Witness.of(caller.backend());
    assertThat(shoot(caller, witness.right(folder)))
        .hasSize(REQUESTS)
        .extracting(RequestTrace::status)
        .containsOnly(RequestTrace.OK);
    assertThat(witness.made(folder)).containsExactlyElementsOf(numbers());
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, REQUESTS).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("callers")
  void reportsAFailureWithItsCause(Callers caller) {
    Witness witness = Witness.of(caller.backend());
    assertThatThrownBy(() -> shoot(caller, witness.failing()))
        .isInstanceOf(InvalidShotException.class)
        .hasMessageContaining(" of 5 requests failed, the first")
        .hasMessageContaining(witness.cause(caller.model()));
  }

  private static List<RequestTrace> shoot(Callers caller, Endpoint at) throws Exception {
    return Callers.shoot(caller.at(at, REQUESTS, TimeSpan.text(OwnCalls.WAIT)));
  }
}

package dev.fanout.bench.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.Load;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What every model promises that takes requests as they arrive. All are under way at once, since
 * most of the time of a stream is waiting; alone, since they share standard error.
 */
@Tag("slow")
@Isolated
@ExtendWith(LeavesNoThread.class)
@Order(2)
class StreamContractTest {
  private static final int REQUESTS = 7;
  private static final int EVERY_MS = 10;
  private static final String[] STREAM = {"arrivals", "100/s", "streamMs", "70"};

  /** A stream as it went, and what the server saw of it. */
  private record Streamed(List<RequestTrace> requests, Load load) {}

  static Stream<ModelContractTest.Subject> subjects() {
    return ModelContractTest.subjectsToRefuse()
        .map(subject -> subject.with(STREAM))
        .filter(StreamContractTest::takesStreams);
  }

  private static boolean takesStreams(ModelContractTest.Subject subject) {
    var values = new HashMap<>(subject.parameters());
    values.put("requests", Integer.toString(REQUESTS));
    return subject.model().streamObstacle(values).isEmpty();
  }

  @Test
  void allModelsTakeStreamsButThoseThatKnowOnlyBatches() {
    Set<String> taking =
        subjects().map(subject -> subject.model().key()).collect(Collectors.toSet());
    assertThat(ModelType.all())
        .extracting(ModelType::key)
        .filteredOn(key -> !taking.contains(key))
        .containsExactlyInAnyOrder(
            "serial", "parallel-stream", "structured-scope", "process-pool-async");
  }

  @Test
  void makesEachRequestOnceAndInTurnAndGoesOnAfterAFailure() throws Exception {
    String printed =
        printing(
            () -> {
              var failures = new ArrayList<Throwable>();
              try (ExecutorService callers =
                  Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory())) {
                var running = new ArrayList<Future<?>>();
                subjects().forEach(each -> running.add(callers.submit(() -> hold(each))));
                for (Future<?> each : running) {
                  try {
                    each.get(60, TimeUnit.SECONDS);
                  } catch (ExecutionException e) {
                    failures.add(Objects.requireNonNull(e.getCause()));
                  }
                }
              }
              assertThat(failures).isEmpty(); // by no soft assertions, which are slow to make
              return null;
            });
    assertThat(printed).isEmpty();
  }

  private static @Nullable Void hold(ModelContractTest.Subject subject) throws Exception {
    try (var server = new ModelContractTest.CountingServer(200, Duration.ofMillis(50))) {
      FanOutBenchmark benchmark = subject.with("delay", "50ms").at(server.url());
      benchmark.open();
      try {
        int most = Objects.requireNonNull(benchmark.scenario().measured().inFlight());
        boolean inOrder = benchmark.schedule().inOrder();
        Streamed right = stream(benchmark, server);
        String name = subject.toString();
        assertThat(right.requests())
            .as(name)
            .hasSize(REQUESTS)
            .extracting(RequestTrace::status)
            .containsOnly(RequestTrace.OK);
        assertThat(right.load().served()).as(name).isEqualTo(REQUESTS);
        assertThat(right.load().peakInFlight()).as(name).isBetween(1, most);
        assertThat(outOfTurn(right.requests(), most)).as(name).matches(no -> !no || !inOrder);
        assertThat(right.requests())
            .as(name)
            .allMatch(
                each -> Objects.equals(each.intendedMs(), (double) each.request() * EVERY_MS));

        server.failTheFirst();
        Streamed failing = stream(benchmark, server);
        assertThat(failing.requests())
            .as(name)
            .hasSize(REQUESTS)
            .extracting(RequestTrace::status)
            .containsOnlyOnce("HTTP status 500")
            .containsOnly("HTTP status 500", RequestTrace.OK);
        assertThat(failing.load().served()).as(name).isEqualTo(2 * REQUESTS);
      } finally {
        benchmark.close();
      }
    }
    return null;
  }

  /** Whether a request was sent before one that came so much earlier that it had its turn first. */
  private static boolean outOfTurn(List<RequestTrace> requests, int places) {
    return IntStream.range(places, requests.size())
        .anyMatch(i -> requests.get(i).startMs() < requests.get(i - places).startMs());
  }

  /** Without the checks of a shot, since on a busy machine the pacer may be late. */
  private static Streamed stream(FanOutBenchmark benchmark, ModelContractTest.CountingServer server)
      throws Exception {
    benchmark.aim();
    Timeline timeline = benchmark.fanOut();
    return new Streamed(timeline.traces(), server.load());
  }

  @Test
  void takesCallsOfTheUsersOwnToo(@TempDir Path folder) throws Exception {
    List<Callers> callers =
        Callers.of("call", "0").flatMap(each -> each.streaming(REQUESTS)).toList();
    assertThat(callers).hasSizeGreaterThan(5);
    for (Callers caller : callers) {
      Path own = folder.resolve(Integer.toString(callers.indexOf(caller)));
      FanOutBenchmark benchmark =
          caller.at(
              OwnCalls.marking(own, OwnCalls.Right.class, OwnCalls.RightAsync.class),
              REQUESTS,
              "50ms");
      assertThat(Callers.stream(benchmark))
          .as(caller.toString())
          .hasSize(REQUESTS)
          .extracting(RequestTrace::status)
          .containsOnly(RequestTrace.OK);
      assertThat(OwnCalls.marked(own))
          .as(caller.toString())
          .containsExactlyElementsOf(IntStream.range(0, REQUESTS).boxed().toList());
    }
  }

  private static String printing(Callable<?> action) throws Exception {
    PrintStream before = System.err;
    var printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, UTF_8));
    try {
      action.call();
    } finally {
      System.setErr(before);
    }
    return printed.toString(UTF_8);
  }
}

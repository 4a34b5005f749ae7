package dev.fanout.bench.run;

import static dev.fanout.bench.run.FanoutProcess.awaitLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.bench.run.FanoutProcess.Ended;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.stream.StreamFigures;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A stream of arrivals from the command line to the files. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class StreamEndToEndTest {
  private static final double STREAM_MS = 1_500;
  private static final double WARM_UP_MS = 150;

  @TempDir Path root;
  @TempDir Path temporary;

  @Test
  void aStreamLeavesItsTimesAndPercentilesBesideTheFloor() throws Exception {
    Ended run =
        new FanoutProcess(root, temporary)
            .run(
                "run",
                "--arrivals=poisson:100/s",
                "--for=1500ms",
                "--delay=lognormal:100ms,0.4", // of which a hundredth is the lateness allowed
                "--models=fixed-thread-pool,virtual-threads",
                "--sizes=12",
                "--rounds=1",
                "--seed=5");
    var folder = new RunFolder(root.resolve("reports/latest").toRealPath());
    assertThat(header(folder.requests())).endsWith("intended_ms", "http", "streams");
    assertThat(header(folder.shots()))
        .containsSubsequence(
            "left_behind",
            "arrivals",
            "stream_ms",
            "stall",
            "response_p50_ms",
            "service_p50_ms",
            "lateness_p99_ms",
            "achieved_per_s",
            "backlog_max",
            "waiting_at_end");
    List<Shot> shots = ShotsCsv.read(folder.shots());
    assertThat(shots).hasSize(2);
    Map<Shot, List<RequestTrace>> requests = RequestsCsv.read(folder.requests(), shots);
    for (Shot shot : shots) {
      List<RequestTrace> its = Objects.requireNonNull(requests.get(shot));
      assertThat(its).hasSize(shot.measured().requests());
      for (RequestTrace each : its) {
        assertThat(each.startMs()).isGreaterThanOrEqualTo(each.intendedMs());
        assertThat(StreamFigures.responseMs(each))
            .as("its response time is no shorter than its service time")
            .isGreaterThanOrEqualTo(each.endMs() - each.startMs());
      }
      List<RequestTrace> counted =
          its.stream().filter(each -> intendedMs(each) >= WARM_UP_MS).toList();
      double[] response =
          counted.stream().mapToDouble(StreamFigures::responseMs).sorted().toArray();
      double[] service =
          counted.stream().mapToDouble(e -> e.endMs() - e.startMs()).sorted().toArray();
      assertSame(shot, Metric.RESPONSE_P50_MS, rank(response, 0.5));
      assertSame(shot, Metric.RESPONSE_P90_MS, rank(response, 0.9));
      assertSame(shot, Metric.RESPONSE_MAX_MS, rank(response, 1));
      assertSame(shot, Metric.SERVICE_P50_MS, rank(service, 0.5));
      assertSame(shot, Metric.SERVICE_P90_MS, rank(service, 0.9));
      assertThat(shot.value(Metric.RESPONSE_P99_MS)).as("135 requests do not tell").isNull();
      assertThat(shot.value(Metric.OFFERED_PER_S))
          .isCloseTo(counted.size() / (STREAM_MS - WARM_UP_MS) * 1_000, within(0.001));
      assertThat(shot.value(Metric.RESPONSE_P50_MS))
          .isGreaterThanOrEqualTo(shot.value(Metric.SERVICE_P50_MS));
      assertThat(shot.value(Metric.FLOOR_RESPONSE_P50_MS)).isPositive();
      assertThat(shot.value(Metric.LATENESS_P99_MS)).isNotNull();
      String failure = shot.failure();
      if (failure != null) { // on a busy machine
        assertThat(failure).startsWith("The harness could not keep the pace: ");
      }
    }
    assertThat(run.exitCode())
        .as(run.toString())
        .isEqualTo(shots.stream().allMatch(Shot::valid) ? 0 : 1);
    assertThat(requests.values().stream().map(StreamEndToEndTest::intended).distinct())
        .as("the same for every model")
        .hasSize(1);
  }

  private static void assertSame(Shot shot, Metric metric, double recomputed) {
    Double value = shot.value(metric);
    assertThat(value).as(metric.column()).isNotNull();
    assertThat(value).as(metric.column()).isCloseTo(recomputed, within(recomputed * 2e-4 + 0.002));
  }

  private static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static double intendedMs(RequestTrace request) {
    return Objects.requireNonNull(request.intendedMs());
  }

  private static List<Double> intended(List<RequestTrace> requests) {
    return requests.stream().map(StreamEndToEndTest::intendedMs).toList();
  }

  private static List<String> header(Path csv) throws Exception {
    return List.of(Files.readAllLines(csv).getFirst().split(","));
  }

  @Test
  void anInterruptedStreamKeepsTheShotsThatCame() throws Exception {
    Process run =
        new FanoutProcess(root, temporary)
            .start(
                "run",
                "--arrivals=100/s;50/s",
                "--for=1500ms",
                "--delay=50ms",
                "--models=virtual-threads",
                "--rounds=10");
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "[ 2/20]");
      run.destroy();
      assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.exitValue()).isEqualTo(130);
    var folder = new RunFolder(root.resolve("reports/latest").toRealPath());
    assertThat(EnvironmentFile.read(folder.environment()).outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(ShotsCsv.read(folder.shots()))
        .hasSizeBetween(1, 2)
        .allMatch(shot -> shot.value(Metric.RESPONSE_MAX_MS) != null);
    assertThat(RequestsCsv.read(folder.requests(), ShotsCsv.read(folder.shots()))).isNotEmpty();
  }
}

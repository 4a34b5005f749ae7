package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServer;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a shot leaves for the runner, whether it was fired or not. */
@ResourceLock("threads and folders of this JVM") // the file is named by a system property
class FanOutBenchmarkTest {
  @TempDir Path folder;

  @BeforeEach
  void nameTheTrace() {
    System.setProperty(FanOutBenchmark.TRACE_PROPERTY, trace().toString());
  }

  @AfterEach
  void forgetTheTrace() {
    System.clearProperty(FanOutBenchmark.TRACE_PROPERTY);
  }

  private Path trace() {
    return folder.resolve("trace.json");
  }

  @Test
  void leavesTheRequestsOfAShotThatCounts() throws Exception {
    try (var server = server()) {
      FanOutBenchmark benchmark = serial(server.url().toString());
      benchmark.open();
      benchmark.aim();
      benchmark.fanOut();
      benchmark.check();
      benchmark.close();
    }
    ShotTrace left = ShotTrace.read(trace());
    assertThat(left.failure()).isNull();
    assertThat(left.openMs()).isPositive();
    assertThat(left.requests())
        .hasSize(2)
        .extracting(RequestTrace::status)
        .containsOnly(RequestTrace.OK);
  }

  @Test
  void leavesWhyAShotWasNotFired() throws IOException {
    FanOutBenchmark benchmark = serial("http://127.0.0.1:1/");
    benchmark.temperature = Temperature.WARM;
    assertThatThrownBy(benchmark::open).isInstanceOf(InvalidShotException.class);
    ShotTrace left = ShotTrace.read(trace());
    assertThat(left.failure())
        .startsWith("The shot was not fired: while warming up, 2 of 2 requests failed");
    assertThat(left.requests()).isEmpty();
  }

  private static SlowServer server() {
    return SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0));
  }

  private static FanOutBenchmark serial(String url) {
    var benchmark = new Serial();
    benchmark.requests = 2;
    benchmark.delay = "5ms";
    benchmark.url = url;
    return benchmark;
  }
}

package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.RequestTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every model makes of requests that get no answer, and what it leaves behind after a shot
 * that does not count.
 */
@Tag("slow")
@ExtendWith(LeavesNoThread.class)
@Order(2)
class StalledRequestTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);
  private static final Set<String> ENDS = Set.of("ok", "no answer within 1500ms", "cancelled");

  @Test
  void aStalledRequestEndsByItsOwnTimeOutInEveryModelAndNothingIsLeftRunning() throws Exception {
    var subjects =
        ModelContractTest.subjects().map(ModelContractTest.Subject::onOneWorker).toList();
    Set<ProcessHandle> workers;
    var softly = new SoftAssertions();
    var opened = new ArrayList<Shot>();
    try (var callers = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory())) {
      for (ModelContractTest.Subject subject : subjects) {
        var server = new StallingServer();
        FanOutBenchmark benchmark = subject.with("delay", "1ms").at(server.url());
        benchmark.timeout = TIMEOUT;
        benchmark.open();
        benchmark.aim();
        opened.add(
            new Shot(subject.toString(), server, benchmark, callers.submit(benchmark::fanOut)));
      }
      workers = ModelContractTest.workers();
      assertThat(workers).as("workers seen, so that their end is seen too").isNotEmpty();
      for (Shot shot : opened) {
        Timeline timeline = shot.fired.get(30, TimeUnit.SECONDS);
        shot.server.close();
        softly
            .assertThat(timeline.traces())
            .as(shot.subject)
            .hasSize(timeline.requests())
            .extracting(RequestTrace::status)
            .satisfies(
                statuses ->
                    assertThat(statuses)
                        .allMatch(ENDS::contains)
                        .filteredOn(status -> !status.equals("ok"))
                        // On a busy machine some answers come too late as well.
                        .hasSizeGreaterThanOrEqualTo(StallingServer.STALLED));
        // After which JMH calls no other tear-down.
        softly
            .assertThatThrownBy(shot.benchmark::check)
            .as(shot.subject)
            .isInstanceOf(InvalidShotException.class)
            // The second where the machine is so busy that this JVM seems to stand still.
            .hasMessageMatching("(?s)([1-7] of 7 requests failed|A process stood still).*");
      }
    }
    softly.assertAll();
    ModelContractTest.awaitEnd(workers);
  }

  /** A shot under way. */
  private record Shot(
      String subject, StallingServer server, FanOutBenchmark benchmark, Future<Timeline> fired) {}
}

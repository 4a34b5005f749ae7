package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.workload.Timeline;
import dev.fanout.report.measurement.RequestTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What every model makes of requests that get no answer, and what it leaves behind after a shot
 * that does not count.
 */
@Tag("slow")
@ResourceLock("threads and folders of this JVM") // looks for threads left over
@Order(2)
class StalledRequestTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);
  private static final Set<String> ENDS = Set.of("ok", "no answer within 1500ms", "cancelled");

  @Test
  void aStalledRequestEndsByItsOwnTimeOutInEveryModelAndNothingIsLeftRunning() throws Exception {
    Set<Thread> threadsBefore = ModelContractTest.nonDaemonThreads();
    Set<ProcessHandle> workersBefore = workers();
    var subjects =
        ModelContractTest.subjects().map(ModelContractTest.Subject::onOneWorker).toList();
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
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              assertThat(ModelContractTest.nonDaemonThreads()).isSubsetOf(threadsBefore);
              assertThat(workers()).isSubsetOf(workersBefore);
            });
  }

  /** A shot under way. */
  private record Shot(
      String subject, StallingServer server, FanOutBenchmark benchmark, Future<Timeline> fired) {}

  /** Those of this test alone: others start processes of other kinds meanwhile. */
  private static Set<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(ModelContractTest::isWorker)
        .collect(Collectors.toSet());
  }
}

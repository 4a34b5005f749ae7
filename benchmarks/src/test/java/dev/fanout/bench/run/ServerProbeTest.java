package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.OwnServer.Misdeed;
import dev.fanout.bench.run.ServerProbe.Observation;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Its time is spent waiting for servers, so that several tests can go at once. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
@Order(2)
class ServerProbeTest {
  private static final Duration CALLS = Duration.ofMillis(150);
  private static final Duration BURSTS = Duration.ofSeconds(10);
  private static final Duration BUDGET = Duration.ofSeconds(40);
  private static final Duration DELAY =
      Duration.ofMillis(160); // a third is more than a busy machine's noise
  private static final int MOST = 12;

  private final CompletableFuture<Void> stop = new CompletableFuture<>();

  @Test
  void aServerThatAnswersAnyNumberAnswersAll() throws Exception {
    try (var server = new OwnServer(DELAY, 1_000)) {
      Probe probe = probe(server).probe();
      assertThat(probe.server()).isEqualTo(Probe.Server.ANSWERS_ALL);
      assertThat(probe.capacity()).isNull();
      assertThat(probe.probedUpTo()).isEqualTo(MOST);
      assertThat(probe.waitMs()).isBetween(150.0, 400.0);
    }
  }

  /** Calls with pauses between them find their code and data no longer at hand. */
  @Test
  void theCpuTimeOfACallIsThatOfCallsMadeAtOnce() throws Exception {
    try (var server = new OwnServer(DELAY, 1_000)) {
      var probe = new ServerProbe(given(server), work(WorkloadKind.GET), deadline());
      ServerProbe.Alone alone = probe.alone(CALLS);
      Probe observed = probe.bursts(alone, MOST, BURSTS).probe();
      assertThat(observed.callCpuMs()).isPositive().isLessThan(alone.callCpuMs());
    }
  }

  @Test
  void delaysThatDifferAreNotTakenForAQueue() throws Exception {
    var calls = new AtomicInteger();
    try (var server =
        OwnServer.of(() -> Delay.parse("lognormal:160ms,0.2").of(3, calls.getAndIncrement()))) {
      assertThat(probe(server).probe().server()).isEqualTo(Probe.Server.ANSWERS_ALL);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 4", "10, 12"})
  void whatAServerCountsIsItsCapacity(int handlers, int burst) throws Exception {
    try (var server = new OwnServer(DELAY, 1_000, handlers)) {
      Work work = work(WorkloadKind.HELLO);
      Probe probe =
          probe(
                  new ServerProbe(
                      new CountingTarget(server, "a server that counts"), work, deadline()))
              .probe();
      assertThat(probe.server()).isEqualTo(Probe.Server.QUEUES);
      assertThat(probe.capacity()).isEqualTo(handlers);
      assertThat(probe.counted()).isTrue();
      assertThat(probe.probedUpTo()).isEqualTo(burst);
    }
  }

  @Test
  void ofAnOwnServiceTheCapacityFollowsFromItsWaits() throws Exception {
    try (var server = new OwnServer(DELAY, 1_000, 3)) {
      Probe probe = probe(server).probe();
      assertThat(probe.server()).isEqualTo(Probe.Server.QUEUES);
      assertThat(probe.capacity()).isBetween(2, 4);
      assertThat(probe.counted()).isFalse();
    }
  }

  @Test
  void aQueueThatMovesSlowlyLeavesTheNumberThatWasAnsweredWithoutOne() throws Exception {
    try (var server = OwnServer.failingBeyond(4, DELAY, OwnServer.late(Duration.ofSeconds(1)))) {
      Probe probe = probe(server).probe();
      assertThat(probe.server()).isEqualTo(Probe.Server.QUEUES);
      assertThat(probe.capacity()).isBetween(4, 7);
    }
  }

  /** On a busy machine some of a burst may be over when the rest comes. */
  @ParameterizedTest
  @CsvSource({"429, 6", "0, 5"})
  void failuresAreNoQueueAndLeaveTheLargestNumberThatWasHandled(int status, int atOnce)
      throws Exception {
    Misdeed misdeed = status == 0 ? OwnServer.HANGS_UP : OwnServer.status(status);
    try (var server = OwnServer.failingBeyond(atOnce, DELAY, misdeed)) {
      Observation observed = probe(server);
      assertThat(observed.probe().server()).isEqualTo(Probe.Server.REFUSES);
      assertThat(observed.probe().capacity()).isBetween(atOnce, atOnce + 2);
      assertThat(observed.probe().probedUpTo()).isBetween(8, MOST);
      SizeFailure failure = Objects.requireNonNull(observed.failure());
      assertThat(failure.size()).isGreaterThan(observed.probe().capacity());
      assertThat(failure.probed()).isTrue();
      assertThat(failure.how())
          .matches("\\d of %d requests failed \\(.*\\)".formatted(failure.size()))
          .contains(status == 0 ? "Exception" : " with HTTP status " + status);
    }
  }

  @Test
  void requestsThatAreNeverAnsweredAreFailures() throws Exception {
    try (var server = OwnServer.failingBeyond(1, DELAY, OwnServer.NO_ANSWER)) {
      Observation observed = probe(server);
      assertThat(observed.probe().server()).isEqualTo(Probe.Server.REFUSES);
      assertThat(observed.probe().capacity()).isEqualTo(1);
      assertThat(Objects.requireNonNull(observed.failure()).how())
          .startsWith("1 of 2 requests failed (1 without an answer after ");
    }
  }

  @Test
  void aServerThatFailsWhateverTheNumberHasNoCapacity() throws Exception {
    try (var server = OwnServer.failingAfter(12, DELAY, OwnServer.status(429))) {
      assertThatThrownBy(() -> probe(server))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("answered calls one at a time; then, of ")
          .hasMessageContaining(
              "with HTTP status 429: Hello!); now a single call fails too (HTTP status 429");
    }
  }

  @Test
  void refusesAServiceThatAnswersWronglyOneAtATime() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(5), 0)) {
      assertThatThrownBy(() -> probe(server))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not answer one call at a time rightly")
          .hasMessageContaining("HTTP status 500");
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aServerThatNeverEndsAnAnswerCostsAQuarterOfTheBudget(boolean begins) throws Exception {
    try (var server =
        OwnServer.failingBeyond(
            0, Duration.ZERO, begins ? OwnServer.ENDLESS : OwnServer.NO_ANSWER)) {
      var probe =
          new ServerProbe(
              given(server), work(WorkloadKind.GET), Deadline.in(Duration.ofSeconds(2), stop));
      assertTimeoutPreemptively( // else the message tells that all of the budget was used up
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> probe.alone(CALLS))
                  .isInstanceOf(RefusedException.class)
                  .hasMessageContaining("had answered 0 of 1 call after ")
                  .hasMessageContaining("a quarter of the time that --budget leaves"));
    }
  }

  @Test
  void endsSoonAfterTheTuningWasToldTo() throws Exception {
    try (var server = OwnServer.never()) {
      var _ = stop.completeOnTimeout(null, 200, TimeUnit.MILLISECONDS);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), // half of the budget
          () ->
              assertThatThrownBy(() -> probe(server))
                  .isInstanceOf(RefusedException.class)
                  .hasMessageContaining("interrupted"));
    }
  }

  private Observation probe(OwnServer server) throws Exception {
    return probe(new ServerProbe(given(server), work(WorkloadKind.GET), deadline()));
  }

  private static Observation probe(ServerProbe probe) throws Exception {
    return probe.bursts(probe.alone(CALLS), MOST, BURSTS);
  }

  private Deadline deadline() {
    return Deadline.in(BUDGET, stop);
  }

  private static Target given(OwnServer server) {
    return new Target.Given(Address.of(server.url()));
  }

  private static Work work(WorkloadKind kind) {
    return new Work(kind, 100, Delay.fixed(DELAY), 1);
  }
}

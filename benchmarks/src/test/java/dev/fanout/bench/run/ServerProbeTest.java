package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.call.Address;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Probe;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServerOptions;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST = 12;

  @ParameterizedTest
  @ValueSource(strings = {"100ms", "lognormal:150ms,0.4"})
  void aServerThatAnswersAnyNumberBearsAll(String delay) throws Exception {
    Probe probe = slowServer(delay, OptionalInt.empty());
    assertThat(probe.server()).isEqualTo(Probe.Server.BEARS);
    assertThat(probe.capacity()).isNull();
    assertThat(probe.probedUpTo()).isEqualTo(MOST);
    assertThat(probe.waitMs()).isBetween(60.0, 400.0);
    assertThat(probe.cpuMs()).isPositive().isLessThan(50);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 4", "10, 12"})
  void aServerWithFewHandlersIsCounted(int handlers, int burst) throws Exception {
    Probe probe = slowServer("100ms", OptionalInt.of(handlers));
    assertThat(probe.server()).isEqualTo(Probe.Server.QUEUES);
    assertThat(probe.capacity()).isEqualTo(handlers);
    assertThat(probe.counted()).isTrue();
    assertThat(probe.probedUpTo()).isEqualTo(burst);
  }

  @Test
  void ofAnOwnServiceTheCapacityFollowsFromItsWaits() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(150), 1_000, 3)) {
      Probe probe = probe(server, () -> false);
      assertThat(probe.server()).isEqualTo(Probe.Server.QUEUES);
      assertThat(probe.capacity()).isBetween(2, 4);
      assertThat(probe.counted()).isFalse();
    }
  }

  @Test
  void aServiceThatRefusesIsAskedForFewerUntilItBearsThem() throws Exception {
    try (var server = OwnServer.refusingMoreThan(5, Duration.ofMillis(150))) {
      Probe probe = probe(server, () -> false);
      assertThat(probe.server()).isEqualTo(Probe.Server.REFUSES);
      // On a busy machine a burst may be spread so far that some of it is over when the rest comes.
      assertThat(probe.capacity()).isBetween(4, 7);
      assertThat(probe.probedUpTo()).isBetween(8, MOST);
    }
  }

  @Test
  void refusesAServiceThatAnswersWronglyOneAtATime() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(5), 0)) {
      assertThatThrownBy(() -> probe(server, () -> false))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not answer one call at a time rightly")
          .hasMessageContaining("HTTP status 500");
    }
  }

  @Test
  void makesNoMoreCallsOnceInterrupted() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(5), 1_000)) {
      assertThatThrownBy(() -> probe(server, () -> true))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("interrupted");
    }
  }

  private static Probe slowServer(String delay, OptionalInt handlers) throws Exception {
    var options = new SlowServerOptions(0, Delay.parse(delay), 1, handlers);
    Work work = work(WorkloadKind.HELLO, delay);
    try (Target target = Target.open(null, options, work.longest())) {
      return new ServerProbe(target, work, MOST, PATIENCE, () -> false).run().probe();
    }
  }

  private static Probe probe(OwnServer server, BooleanSupplier interrupted) throws Exception {
    return new ServerProbe(
            new Target.Given(Address.of(server.url())),
            work(WorkloadKind.GET, "200ms"),
            MOST,
            PATIENCE,
            interrupted)
        .run()
        .probe();
  }

  private static Work work(WorkloadKind kind, String delay) {
    return new Work(kind, 100, Delay.parse(delay), 1, Duration.ZERO, 0, false);
  }
}

package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Probe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 100 requests of 200 ms, measured at two sizes. */
class BindingLimitTest {
  private static final int REQUESTS = 100;

  private OptionalInt capacity = OptionalInt.empty();
  private double cpuMs = 0.2;
  private int most = REQUESTS;
  private String goal = "makespan";
  private String delay = "200ms";
  private @Nullable Double ownCpuMs;
  private int connections = Integer.MAX_VALUE;

  @Test
  void theRequestsBindWhereAllAreInFlight() {
    assertThat(limit(100, 205, 0.3, 100)).isEqualTo(Limit.REQUESTS);
  }

  @Test
  void theLargestSizeAllowedBindsWhereMoreWouldBeFaster() {
    most = 64;
    assertThat(limit(50, 405, 0.3, 50)).isEqualTo(Limit.MAX_SIZE);
  }

  @Test
  void theWorkBindsWhereItsLongestRequestDoes() {
    delay = "200ms,1%:30s";
    double longest = question().work().longest().toMillis();
    assertThat(limit(20, longest, 0.1, 20)).isEqualTo(Limit.WORK);
  }

  @Test
  void theServerBindsWhereItsCapacityExplainsTheTime() {
    capacity = OptionalInt.of(25);
    assertThat(limit(25, 810, 0.2, 25)).isEqualTo(Limit.SERVER);
  }

  @Test
  void aCapacityThatTheMeasurementsRefuteBindsNothing() {
    capacity = OptionalInt.of(4);
    assertThat(limit(100, 205, 0.2, 100)).isEqualTo(Limit.REQUESTS);
  }

  @Test
  void theCoresBindWhereTheyAreBusyOrTheComputingExplainsTheTime() {
    ownCpuMs = 1_000.0; // on two cores, in 900 ms
    assertThat(limit(50, 900, 0.95, 20)).isEqualTo(Limit.CPU);
    ownCpuMs = 1_400.0;
    assertThat(limit(50, 900, 0.8, 20)).isEqualTo(Limit.CPU);
    ownCpuMs = null;
    cpuMs = 20;
    assertThat(limit(50, 1_250, 0.5, 50)).isEqualTo(Limit.CPU);
    assertThat(limit(100, 205, 0.5, 100)).isEqualTo(Limit.REQUESTS); // so C was less than probed
  }

  /** Which the measured JVM alone can be the reason for. */
  @Test
  void theCoresDoNotBindWhereOtherProgramsKeepThemBusy() {
    ownCpuMs = 60.0;
    assertThat(limit(50, 900, 0.97, 20)).isEqualTo(Limit.MACHINE);
    cpuMs = 20; // which the shots refute
    assertThat(limit(50, 1_250, 0.97, 50)).isEqualTo(Limit.MACHINE);
    cpuMs = 0.2;
    assertThat(limit(100, 205, 0.97, 100)).isEqualTo(Limit.REQUESTS); // no slower for it
    capacity = OptionalInt.of(25);
    assertThat(limit(25, 810, 0.97, 25)).isEqualTo(Limit.SERVER);
  }

  @Test
  void theConnectionsBindWhereTheyLetFewerThrough() {
    connections = 10;
    assertThat(limit(10, 2_010, 0.1, null)).isEqualTo(Limit.CONNECTIONS);
    assertThat(limit(5, 4_010, 0.1, null)).isNotEqualTo(Limit.CONNECTIONS);
    most = 8;
    assertThat(limit(8, 2_610, 0.1, null)).isEqualTo(Limit.MAX_SIZE);
  }

  @Test
  void aCapInTheClientBindsWhereTheServerSawFewerAtACost() {
    assertThat(limit(50, 4_010, 0.1, 5)).isEqualTo(Limit.CLIENT);
    assertThat(limit(100, 210, 0.1, 60)).isEqualTo(Limit.REQUESTS);
    assertThat(limit(100, 210, 0.1, null)).isEqualTo(Limit.REQUESTS);
  }

  @Test
  void theGoalBindsWhereItAsksForNoMore() {
    goal = "throughput=100/s";
    assertThat(limit(25, 810, 0.1, 25)).isEqualTo(Limit.GOAL);
    goal = "p99=100ms";
    assertThat(limit(25, 810, 0.1, 25)).isEqualTo(Limit.GOAL);
  }

  @Test
  void aRateThatIsNotReachedIsBoundByWhatBindsTheRest() {
    goal = "throughput=1000/s";
    assertThat(limit(100, 205, 0.1, 100)).isEqualTo(Limit.REQUESTS);
  }

  private Question question() {
    return Questions.of("fixed-thread-pool", goal, Questions.work(REQUESTS, delay), null);
  }

  private Limit limit(int size, double wallMs, double busy, @Nullable Integer peak) {
    Question question = question();
    Theory theory =
        new Theory(question.work(), Duration.ofNanos((long) (1e6 * cpuMs)), 2, capacity)
            .passing(connections);
    var observed = new Observations(theory);
    var values = new EnumMap<Metric, Double>(Metric.class);
    values.put(Metric.CPU_BUSY, busy);
    if (ownCpuMs != null) {
      values.put(Metric.CPU_USER_MS, ownCpuMs / 2);
      values.put(Metric.CPU_SYSTEM_MS, ownCpuMs / 2);
    }
    if (peak != null) {
      values.put(Metric.SERVER_PEAK_IN_FLIGHT, (double) peak);
    }
    observed.add(new Sample(wallMs, 205, values), size);
    var probe = new Probe(5, 200, cpuMs, 2, Probe.Server.ANSWERS_ALL, REQUESTS, null, false);
    var choice = new Choice(question.goal(), REQUESTS, observed);
    return new BindingLimit(question, most, probe, theory, choice, Optional.empty()).of(size);
  }
}

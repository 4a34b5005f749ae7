package dev.fanout.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.bench.arrival.ArrivalStream;
import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.floor.ErlangC;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.server.Delay;
import dev.fanout.server.Stall;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTheoryTest {
  private static final long SEED = 4;
  private static final int ANY = Integer.MAX_VALUE;

  private static StreamTheory theory(
      String arrivals, String length, String delay, Schedule schedule, @Nullable String stall) {
    var stream =
        new ArrivalStream(
            Arrivals.parse(arrivals),
            TimeSpan.parse(length),
            stall == null ? null : Stall.parse(stall));
    var work =
        new Work(
            WorkloadKind.HELLO, stream.moments(SEED).length, Delay.parse(delay), SEED, Map.of());
    return new StreamTheory(stream, work, schedule, ANY);
  }

  private static StreamTheory theory(String arrivals, String delay, int size) {
    return theory(arrivals, "60s", delay, Schedule.pool(size), null);
  }

  private static double value(Map<Metric, Double> values, Metric metric) {
    return Objects.requireNonNull(values.get(metric));
  }

  /** By Little's law, places are needed for more than rate x mean service time. */
  @ParameterizedTest
  @CsvSource({
    "80/s, 200ms, 15, true, 5",
    "80/s, 200ms, 16, true, 0",
    "80/s, 200ms, 17, false, 0",
    "poisson:10/s, exponential:300ms, 2, true, 3.3333",
    "poisson:10/s, exponential:300ms, 4, false, 0",
    "'burst:80/s,10', uniform:1ms..4ms, 1, false, 0",
    "ramp:10/s..200/s, 100ms, 20, true, 0",
    "ramp:200/s..10/s, 100ms, 2, false, 0",
    "'100/s', '50ms,10%:550ms', 10, true, 0",
    "'100/s', '50ms,10%:550ms', 11, false, 0"
  })
  void growsWhereFewerPlacesThereAreThanLittlesLawNeeds(
      String arrivals, String delay, int size, boolean grows, double perSecond) {
    StreamTheory theory = theory(arrivals, delay, size);
    assertThat(theory.grows()).isEqualTo(grows);
    assertThat(theory.growthPerSecond()).isCloseTo(perSecond, within(1e-4));
  }

  @Test
  void placesAreThoseOfTheModelOrOfTheServerIfThatHasFewer() {
    StreamTheory own = theory("80/s", "200ms", 40);
    assertThat(own.places()).isEqualTo(40);
    assertThat(new StreamTheory(own.stream(), own.work(), own.schedule(), 8).places()).isEqualTo(8);
    assertThat(new StreamTheory(own.stream(), own.work(), own.schedule(), 8).grows()).isTrue();
  }

  /** With that the backlog grows as long as requests arrive. */
  @Test
  void theBacklogReallyGrowsAtThatRate() {
    StreamTheory theory = theory("poisson:50/s", "exponential:200ms", 8);
    Map<Metric, Double> values = theory.values(theory.requests(SEED));
    assertThat(theory.growthPerSecond()).isCloseTo(10, within(1e-9));
    assertThat(value(values, Metric.WAITING_AT_END) / 60).isCloseTo(10, within(2.0));
    assertThat(values)
        .containsEntry(Metric.GROWTH_PER_S, theory.growthPerSecond())
        .containsKeys(Metric.ACHIEVED_PER_S, Metric.BACKLOG_MAX, Metric.SERVICE_P99_MS)
        .doesNotContainKeys(
            Metric.RESPONSE_P50_MS,
            Metric.RESPONSE_P99_MS,
            Metric.RESPONSE_MAX_MS,
            Metric.WAIT_MEAN_MS,
            Metric.FLOOR_RESPONSE_P99_MS,
            Metric.EXPECTED_WAIT_MEAN_MS);
  }

  @Test
  void whatIsMeasuredStandsBesideWhatThePerfectMachineMakesOfTheSameDraw() {
    StreamTheory theory = theory("poisson:50/s", "lognormal:100ms,0.4", 8);
    assertThat(theory.grows()).isFalse();
    Map<Metric, Double> values = theory.values(theory.requests(SEED));
    for (Percentile each : Percentile.ALL.subList(0, 3)) {
      assertThat(values.get(each.floor())).isNotNull().isEqualTo(values.get(each.response()));
    }
    assertThat(values.get(Metric.FLOOR_WAIT_MEAN_MS)).isEqualTo(values.get(Metric.WAIT_MEAN_MS));
    assertThat(values.get(Metric.OFFERED_PER_S)).isCloseTo(50, within(4.0));
    assertThat(values)
        .containsKey(Metric.EXPECTED_WAIT_MEAN_MS)
        .doesNotContainKey(Metric.GROWTH_PER_S);
  }

  @Test
  void theFloorIsTheEndOfTheLastRequest() {
    StreamTheory theory = theory("80/s", "1s", "200ms", Schedule.unbounded(), null);
    assertThat(theory.floor()).isEqualTo(Duration.ofNanos(79 * 12_500_000).plusMillis(200));
    assertThat(theory.mostServed()).as("one leaves when another comes").isEqualTo(16);
    assertThat(theory.mostInFlight()).isGreaterThanOrEqualTo(16).isLessThan(80 + 1);
    StreamTheory stalled = theory("80/s", "1s", "200ms", Schedule.unbounded(), "2s@500ms");
    assertThat(stalled.floor()).isGreaterThanOrEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void theExpectedWaitIsErlangsWhereThatHolds() {
    StreamTheory theory = theory("poisson:50/s", "exponential:100ms", 8);
    assertThat(theory.expectedWaitMs().orElseThrow())
        .isEqualTo(ErlangC.meanWaitMs(50, 100, 8))
        .isPositive();
  }

  /** Pollaczek and Khinchine know it of one place, whatever the service times. */
  @ParameterizedTest
  @CsvSource({"poisson:5/s, 100ms, 1", "poisson:5/s, uniform:50ms..150ms, 1.0833"})
  void elseItIsThatOfManyDraws(String arrivals, String delay, double squares) {
    double utilisation = 0.5;
    double pollaczekKhinchine = 100 * squares * utilisation / (2 * (1 - utilisation));
    assertThat(theory(arrivals, delay, 1).expectedWaitMs().orElseThrow() / pollaczekKhinchine)
        .isCloseTo(1, within(0.05));
  }

  @Test
  void nothingIsExpectedWhereNothingIsDrawnOrTheBacklogGrows() {
    assertThat(theory("80/s", "50ms", 8).expectedWaitMs()).isEmpty();
    assertThat(theory("poisson:80/s", "200ms", 8).expectedWaitMs()).isEmpty();
    assertThat(theory("80/s", "lognormal:50ms,0.4", 8).expectedWaitMs()).isPresent();
  }

  @Test
  void noPercentileIsAboveTheLongest() {
    StreamTheory theory = theory("50/s", "60s", "2001ms", Schedule.unbounded(), null);
    Map<Metric, Double> values = theory.values(theory.requests(SEED));
    assertThat(values.get(Metric.RESPONSE_MAX_MS)).isCloseTo(2_001, within(1e-6));
    for (Percentile each : Percentile.ALL.subList(0, 3)) {
      assertThat(values.get(each.response()))
          .isLessThanOrEqualTo(values.get(Metric.RESPONSE_MAX_MS))
          .isGreaterThan(2_000.7);
      assertThat(values.get(each.service())).isLessThanOrEqualTo(values.get(Metric.SERVICE_MAX_MS));
    }
  }

  @Test
  void oneRequestIsEnough() {
    StreamTheory theory = theory("1/s", "1s", "50ms", Schedule.pool(2), null);
    assertThat(theory.requests(SEED)).hasSize(1);
    assertThat(theory.floor()).isEqualTo(Duration.ofMillis(50));
    assertThat(theory.values(theory.requests(SEED))).as("it is in the warm-up part").isEmpty();
    assertThat(theory.values(List.of())).isEmpty();
  }

  private static final double DELAY_MS = 50;
  private static final double STALL_MS = 2_000;
  private static final double STREAM_S = 60;

  private static StreamTheory stalled() {
    return theory("50/s", "60s", "50ms", Schedule.unbounded(), "2s@20s");
  }

  /**
   * The response time that so many of all counted requests exceed. A request that falls due x after
   * the beginning of the stall is answered x/50 after its end, so it takes the delay, the stall,
   * and 49/50 x less.
   */
  private static double analyticMs(double share) {
    double countedS = 0.9 * STREAM_S;
    return DELAY_MS + STALL_MS - 0.98 * (1 - share) * countedS * 1_000;
  }

  @Test
  void aStallShowsInThePercentilesAsMuchAsItMust() {
    StreamTheory theory = stalled();
    Map<Metric, Double> values = theory.values(theory.requests(SEED));
    assertThat(values.get(Metric.RESPONSE_P99_MS)).isCloseTo(analyticMs(0.99), within(30.0));
    assertThat(values.get(Metric.RESPONSE_P50_MS)).isCloseTo(DELAY_MS, within(0.01));
    assertThat(values.get(Metric.RESPONSE_MAX_MS)).isCloseTo(analyticMs(1), within(25.0));
    StreamTheory longer = theory("500/s", "60s", "50ms", Schedule.unbounded(), "2s@20s");
    Map<Metric, Double> more = longer.values(longer.requests(SEED));
    assertThat(value(more, Metric.RESPONSE_P999_MS) / analyticMs(0.999)).isCloseTo(1, within(0.02));
    assertThat(value(more, Metric.RESPONSE_P99_MS) / analyticMs(0.99)).isCloseTo(1, within(0.02));
  }

  /**
   * One that sends each request only after the answer to the one before, and counts from sending:
   * it meets the stall once, where ours meets it with each request that arrived meanwhile.
   */
  @Test
  void aDummyThatOmitsCoordinatedRequestsIsFarOffWhereOursIsNot() {
    StreamTheory theory = stalled();
    long[] arrived = theory.stream().moments(SEED);
    Stall stall = Stall.parse("2s@20s");
    var omitting = new ArrayList<RequestTrace>();
    long free = 0;
    for (int i = 0; i < arrived.length; i++) {
      long sent = Math.max(arrived[i], free);
      free = stall.answered(sent + (long) (DELAY_MS * 1e6));
      double sentMs = sent / 1e6; // which it takes for the beginning
      omitting.add(new RequestTrace(i, 0, sentMs, free / 1e6, RequestTrace.OK, sentMs));
    }
    double its =
        value(
            new StreamFigures(omitting, (long) (STREAM_S * 1_000)).values(),
            Metric.RESPONSE_P99_MS);
    double ours = value(theory.values(theory.requests(SEED)), Metric.RESPONSE_P99_MS);
    assertThat(ours / analyticMs(0.99)).isCloseTo(1, within(0.02));
    assertThat(its / analyticMs(0.99)).as("by more than half").isLessThan(0.5);
  }

  @Test
  void aStallIsRecoveredFromOnceTheServerHasWorkedItOff() {
    double lastLateMs =
        stalled().requests(SEED).stream()
            .filter(each -> StreamFigures.responseMs(each) > DELAY_MS + 1e-6)
            .mapToDouble(RequestTrace::endMs)
            .max()
            .orElseThrow();
    assertThat(lastLateMs).isCloseTo(22_000 + STALL_MS / 49, within(25.0));
  }
}

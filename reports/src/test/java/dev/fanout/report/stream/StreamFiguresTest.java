package dev.fanout.report.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.report.MadeUpStreams;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamFiguresTest {
  private static final long STREAM_MS = 8_000;

  /** Against a second witness: sorted values, and moments counted one by one. */
  @ParameterizedTest
  @CsvSource({"1600, 100", "300, 20", "240, 10", "80, 10"})
  void areThoseOfSortedValuesAndOfCounting(int perSecond, int places) {
    List<RequestTrace> requests =
        MadeUpStreams.requests("poisson", perSecond, STREAM_MS, places, 0.3, null);
    Map<Metric, Double> values = new StreamFigures(requests, STREAM_MS).values();
    List<RequestTrace> counted =
        requests.stream().filter(each -> intended(each) >= STREAM_MS / 10.0).toList();

    for (Percentile each : Percentile.ALL) {
      boolean enough = counted.size() * (1 - each.share()) >= 10 - 1e-6;
      assertNear(
          values.get(each.response()),
          enough ? ranked(counted, request -> request.endMs() - intended(request), each) : null);
      assertNear(
          values.get(each.service()),
          enough ? ranked(counted, request -> request.endMs() - request.startMs(), each) : null);
    }
    assertNear(
        values.get(Metric.RESPONSE_MAX_MS),
        counted.stream().mapToDouble(each -> each.endMs() - intended(each)).max().orElseThrow());
    assertNear(
        values.get(Metric.WAIT_MEAN_MS),
        counted.stream()
            .mapToDouble(each -> each.startMs() - intended(each))
            .average()
            .orElseThrow());
    assertThat(values.get(Metric.BACKLOG_MAX))
        .isEqualTo(
            requests.stream()
                .mapToInt(each -> waiting(intended(each), requests))
                .max()
                .orElseThrow());
    assertThat(values.get(Metric.WAITING_AT_END)).isEqualTo((double) waiting(STREAM_MS, requests));
    assertThat(values.get(Metric.OFFERED_PER_S)).isEqualTo(counted.size() / 7.2, within(1e-9));
    assertThat(values.get(Metric.ACHIEVED_PER_S))
        .isEqualTo(
            requests.stream().filter(each -> each.endMs() >= 800 && each.endMs() < 8_000).count()
                / 7.2,
            within(1e-9));
  }

  private static double intended(RequestTrace request) {
    return requireNonNull(request.intendedMs());
  }

  /** The least value that so many keep. */
  private static double ranked(
      List<RequestTrace> requests, ToDoubleFunction<RequestTrace> time, Percentile percentile) {
    double[] sorted = requests.stream().mapToDouble(time).sorted().toArray();
    return sorted[(int) Math.ceil(percentile.share() * sorted.length - 1e-9) - 1];
  }

  private static int waiting(double ms, List<RequestTrace> requests) {
    return (int)
        requests.stream().filter(each -> intended(each) <= ms && each.startMs() > ms).count();
  }

  private static void assertNear(@Nullable Double actual, @Nullable Double expected) {
    if (expected == null) {
      assertThat(actual).isNull();
    } else {
      assertThat(actual).isEqualTo(expected, within(expected / 5_000 + 0.001));
    }
  }

  @Test
  void haveNothingOfAStreamWithoutRequests() {
    assertThat(new StreamFigures(List.of(), STREAM_MS).values()).isEmpty();
  }

  @Test
  void aPercentileTakesTenRequestsBeyondIt() {
    assertThat(Percentile.ALL.stream().map(Percentile::fewest))
        .containsExactly(20, 100, 1_000, 10_000);
    assertThat(Percentile.fewest(0.95)).isEqualTo(200);
    assertThat(Percentile.ALL.stream().map(Percentile::title))
        .containsExactly("p50", "p90", "p99", "p99.9");
  }

  /** Every slice by brute force. */
  @Test
  void theCourseHasTheMedianAndTheGreatestBacklogOfEachSlice() {
    List<RequestTrace> requests = MadeUpStreams.requests("poisson", 240, STREAM_MS, 10, 0.3, null);
    Course course = Course.of(requests, STREAM_MS);
    assertThat(course.sliceMs()).isEqualTo(200);
    assertThat(course.slices()).hasSize(40);
    for (Course.Slice slice : course.slices()) {
      double to = slice.fromMs() + 200;
      double[] responses =
          requests.stream()
              .filter(each -> intended(each) >= slice.fromMs() && intended(each) < to)
              .mapToDouble(each -> each.endMs() - intended(each))
              .sorted()
              .toArray();
      int n = responses.length;
      assertThat(slice.requests()).isEqualTo(n);
      assertThat(slice.medianMs())
          .isEqualTo((responses[(n - 1) / 2] + responses[n / 2]) / 2, within(1e-9));
      assertThat(slice.longestMs()).isEqualTo(responses[n - 1]);
      int backlog =
          DoubleStream.concat(
                  DoubleStream.of(slice.fromMs()),
                  requests.stream()
                      .mapToDouble(StreamFiguresTest::intended)
                      .filter(ms -> ms >= slice.fromMs() && ms < to))
              .mapToInt(ms -> waiting(ms, requests))
              .max()
              .orElseThrow();
      assertThat(slice.backlog()).as("from %s", slice.fromMs()).isEqualTo(backlog);
    }
  }

  @Test
  void aPoolRecoversFromAStallAsItWorksItsBacklogOff() {
    assertThat(recovery(20, "1s@4s").afterMs())
        .as("200 a second arrive and 400 are served, so 180 are worked off in about 0.9 s")
        .isBetween(600.0, 1_200.0);
    Recovery unlimited = recovery(2_400, "1s@4s");
    assertThat(unlimited.afterMs()).isZero();
    assertThat(unlimited.fromMs()).isEqualTo(4_000);
    assertThat(unlimited.untilMs()).isEqualTo(5_000);
    assertThat(unlimited.usualMs()).isBetween(45.0, 55.0);
    assertThat(recovery(11, "1s@4s").afterMs()).as("20 a second more than arrive").isNull();
    assertThat(Recovery.typicalMs(Arrays.asList(unlimited, unlimited, recovery(11, "1s@4s"))))
        .isZero();
    assertThat(Recovery.typicalMs(List.of(recovery(11, "1s@4s")))).isNull();
  }

  @Test
  void thereIsNoRecoveryWithoutAStallOrFromOneAtTheStart() {
    List<RequestTrace> requests = MadeUpStreams.requests("even", 200, 12_000, 20, 0.3, null);
    assertThat(Recovery.of(stream(null), requests, 12_000)).isEmpty();
    assertThat(Recovery.of(stream("1s@1ms"), requests, 12_000)).isEmpty();
    assertThat(Recovery.of(stream("for a while"), requests, 12_000)).isEmpty();
    assertThat(Recovery.Stall.of(stream("1500ms@2m"))).contains(new Recovery.Stall(1_500, 120_000));
  }

  private static Case stream(@Nullable String stall) {
    return MadeUpStreams.stream("virtual-threads", null, "200/s", 12_000, stall, 2_400);
  }

  private static Recovery recovery(int places, String stall) {
    return Recovery.of(
            stream(stall), MadeUpStreams.requests("even", 200, 12_000, places, 0.3, stall), 12_000)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "80/s, '', 80",
    "poisson:0.5/s, poisson:, 0.5",
    "'burst:80/s,10', 'burst:,10', 80",
    "ramp:10/s..200/s, ramp:10/s.., 200",
    "of another version, of another version, 0"
  })
  void theRateIsTheOneThatMustBeServedForEver(String arrivals, String kind, double perSecond) {
    assertThat(OfferedRate.of(MadeUpStreams.stream("serial", null, arrivals, 1_000, null, 80)))
        .isEqualTo(new OfferedRate(kind, perSecond));
  }

  @Test
  void growthNamesTheFewestPlacesThatServeAll() {
    var growth = new Growth(80, 10, 80 - 10 / 0.217);
    assertThat(growth.served()).isEqualTo(46.1, within(0.05));
    assertThat(growth.serviceMs()).isEqualTo(217, within(1e-9));
    assertThat(growth.inService()).isEqualTo(17.36, within(1e-9));
    assertThat(growth.fewestPlaces()).isEqualTo(18);
    assertThat(new Growth(200, 10, 0).fewestPlaces())
        .as("as many as arrive are not enough")
        .isEqualTo(11);
  }
}

package dev.fanout.report.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fanout.report.Samples;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Summaries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each finding once where it must be made, and once where it just must not. */
class FindingsTest {
  private static final Environment QUIET = environment(1.0, new Commit("0123456", false));

  /** A shot in which the machine did as given; the floor is 3 s. */
  private static Shot virtual(
      int round,
      double elapsedMs,
      @Nullable Integer peak,
      @Nullable Double cpuBusy,
      @Nullable Integer listenOverflows) {
    Shot shot = Samples.shot(Samples.VIRTUAL, Temperature.WARM, round, 3_000, elapsedMs);
    return Samples.with(Samples.measured(peak, cpuBusy, listenOverflows), shot);
  }

  private static Shot virtual(int round, double elapsedMs) {
    return virtual(round, elapsedMs, 100, 0.1, 0);
  }

  private static Shot future(int round, double elapsedMs) {
    return Samples.shot(Samples.FUTURE, Temperature.WARM, round, 3_000, elapsedMs);
  }

  @Test
  void findsNothingInACleanRun() throws IOException {
    assertThat(findings(QUIET, virtual(1, 3_010), virtual(2, 3_011), virtual(3, 3_012))).isEmpty();
  }

  @Test
  void findsShotsBelowTheirFloor() throws IOException {
    assertThat(finding("below-floor", virtual(1, 2_999.5), virtual(2, 2_990), virtual(3, 3_000)))
        .isEqualTo(
            new Finding(
                "below-floor",
                Severity.WARNING,
                "virtual-threads, warm",
                "2 of 3 valid shots took less than the floor of 3.000 s, the shortest by 10.0 ms.",
                "No machine can be that fast: the clock, the delay or the floor is wrong, and so is"
                    + " every figure of this case.",
                "Check that the server keeps its delay, then the model's floor."));
  }

  @Test
  void aShotBelowAnAssumedFloorIsOnlyANote() throws IOException {
    assertThat(
            findings(Samples.withAssumedDelay(QUIET), virtual(1, 2_990), virtual(2, 3_000)).stream()
                .filter(finding -> finding.id().equals("below-floor")))
        .containsExactly(
            new Finding(
                "below-floor",
                Severity.NOTE,
                "virtual-threads, warm",
                "1 of 2 valid shots took less than the assumed floor of 3.000 s, the shortest by"
                    + " 10.0 ms.",
                "The server answered sooner than was assumed: the wall times are right, and the"
                    + " overhead of this case says nothing.",
                "Compare the wall times, or state a shorter delay with --delay."));
  }

  @Test
  void findsNoShotBelowItsFloorAtTheFloor() throws IOException {
    assertThat(ids(virtual(1, 3_000), virtual(2, 3_000))).doesNotContain("below-floor");
  }

  @Test
  void findsShotsDuringWhichAProcessStoodStill() throws IOException {
    assertThat(
            finding(
                "stood-still",
                virtual(1, 3_010),
                stopped(2, new StandStill("worker 2", 700)),
                stopped(3, new StandStill("slow server", 4_983))))
        .isEqualTo(
            new Finding(
                "stood-still",
                Severity.WARNING,
                "virtual-threads, warm",
                "A process stood still in 2 of 3 shots. For the longest time: slow server, 4.983"
                    + " s.",
                "Nothing ran in that process meanwhile. The time would be added to the wall time"
                    + " of the model, so these shots do not count.",
                "Measure again, and let nothing stop the processes: no Ctrl-Z, no debugger, no"
                    + " pause of the virtual machine."));
    assertThat(ids(virtual(1, 3_010), Samples.failedShot(Samples.VIRTUAL, Temperature.WARM, 2)))
        .doesNotContain("stood-still");
  }

  private static Shot stopped(int round, StandStill stoodStill) {
    Shot shot = Samples.failedShot(Samples.VIRTUAL, Temperature.WARM, round);
    return new Shot(
        shot.runId(),
        round,
        shot.measured(),
        shot.temperature(),
        shot.floorMs(),
        null,
        shot.succeeded(),
        shot.failed(),
        shot.startedAt(),
        stoodStill.failure(),
        stoodStill,
        Samples.measured(100, 0.1, 0));
  }

  @Test
  void findsALeadWhereShotsOverlap() throws IOException {
    Finding finding =
        finding(
            "spread-too-large",
            virtual(1, 3_010),
            virtual(2, 3_030),
            future(1, 3_025),
            future(2, 3_055));
    assertThat(finding.subject()).isEqualTo("virtual-threads, warm");
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.says())
        .isEqualTo(
            "It leads completable-future jdk, warm (20.0 ms) at the median, but their shots"
                + " overlap; the widest spread is 30.0 ms.");
    assertThat(finding.advice()).startsWith("Measure more rounds, such as --rounds 8,");
  }

  @Test
  void findsNothingInALeadWhereNoShotsOverlap() throws IOException {
    assertThat(ids(virtual(1, 3_010), virtual(2, 3_030), future(1, 3_030.1), future(2, 3_030.1)))
        .doesNotContain("spread-too-large");
  }

  @Test
  void warnsOfShotsThatDisagreeAmongThemselves() throws IOException {
    assertThat(
            finding(
                    "spread-too-large",
                    virtual(1, 3_010),
                    virtual(2, 3_025),
                    future(1, 3_020),
                    future(2, 3_030),
                    future(3, 3_190))
                .severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void namesThreeCasesThatAreNotToldApartAndCountsTheRest() throws IOException {
    var shots = new ArrayList<>(List.of(virtual(1, 3_010), virtual(2, 3_030)));
    for (int size = 101; size <= 105; size++) {
      var pool = new Case("pool", null, null, size, null, 100, "hello", 100, 3_000);
      shots.add(Samples.shot(pool, Temperature.WARM, 1, 3_000, 3_021));
      shots.add(Samples.shot(pool, Temperature.WARM, 2, 3_000, 3_021));
    }
    assertThat(finding("spread-too-large", shots.toArray(Shot[]::new)).says())
        .isEqualTo(
            "It leads pool 101, warm (1.0 ms) and pool 102, warm (1.0 ms) and pool 103, warm (1.0"
                + " ms) and 2 more at the median, but their shots overlap; the widest spread is"
                + " 20.0 ms.");
  }

  @Test
  void comparesWhatIsOfOneTemperature() throws IOException {
    Shot cold1 = Samples.shot(Samples.FUTURE, Temperature.COLD, 1, 3_000, 3_011);
    Shot cold2 = Samples.shot(Samples.FUTURE, Temperature.COLD, 2, 3_000, 3_031);
    assertThat(ids(virtual(1, 3_010), virtual(2, 3_030), cold1, cold2))
        .doesNotContain("spread-too-large");
  }

  @Test
  void namesTheCasesOfOneObservationTogether() throws IOException {
    assertThat(finding("one-observation", virtual(1, 3_010), future(1, 3_500)).says())
        .isEqualTo(
            "Each of 2 cases has one valid shot: completable-future jdk, warm; virtual-threads,"
                + " warm.");
  }

  @Test
  void namesSixCasesOfOneObservationAndCountsTheRest() throws IOException {
    Shot[] shots =
        IntStream.rangeClosed(1, 8)
            .mapToObj(
                size ->
                    Samples.shot(
                        new Case("pool", null, null, size, null, size, "hello", 8, 10),
                        Temperature.COLD,
                        1,
                        Math.ceilDiv(8, size) * 10,
                        100))
            .toArray(Shot[]::new);
    assertThat(finding("one-observation", shots).says())
        .startsWith("Each of 8 cases has one valid shot: pool 1, cold; ")
        .endsWith("; and 2 more.");
  }

  @Test
  void countsValidShotsAlone() throws IOException {
    Shot failed = Samples.failedShot(Samples.VIRTUAL, Temperature.WARM, 2);
    assertThat(finding("one-observation", virtual(1, 3_010), failed).says())
        .isEqualTo("1 case has one valid shot: virtual-threads, warm.");
    assertThat(ids(virtual(1, 3_010), virtual(2, 3_010))).doesNotContain("one-observation");
  }

  @Test
  void findsAServerThatHeldFewerRequestsThanTheModelSent() throws IOException {
    Finding finding =
        finding(
            "server-limit",
            virtual(1, 17_500, 20, 0.1, 0),
            virtual(2, 15_020, 21, 0.1, 0),
            virtual(3, 3_020));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.says())
        .isEqualTo(
            "The server held at most 21 requests at once, where the case may have 100 in flight"
                + " (2 of 3 valid shots).");
  }

  @ParameterizedTest
  @CsvSource({
    "3050, 99, the first answers came before the last request and nothing was lost",
    "15020, 100, the server held them all",
    "60000, 20, the limit explains 15 s and not 60",
  })
  void findsNoServerLimit(double elapsedMs, int peak, String why) throws IOException {
    assertThat(ids(virtual(1, elapsedMs, peak, 0.1, 0))).as(why).doesNotContain("server-limit");
  }

  @Test
  void findsNoServerLimitWhereTheServerDoesNotCount() throws IOException {
    assertThat(ids(virtual(1, 15_020, null, 0.1, 0))).doesNotContain("server-limit");
  }

  @Test
  void findsTheCapThatNobodySetByTheServersCount() throws IOException {
    assertThat(
            finding("hidden-cap", virtual(1, 60_210, 5, 0.1, 0), virtual(2, 60_190, 5, 0.1, 0))
                .says())
        .isEqualTo(
            "The wall time of 60.20 s fits 20 rounds of 3 s: 5 requests at a time, where the"
                + " case allows 100.");
  }

  @ParameterizedTest
  @CsvSource({
    "60210, 6, 6 at a time would take 51 s",
    "62000, 5, too far above 20 rounds",
    "4000, 5, less than 1.5 times the floor",
    "60210, 100, the server held all 100 at once",
  })
  void findsNoCapThatDoesNotFit(double elapsedMs, int peak, String why) throws IOException {
    assertThat(ids(virtual(1, elapsedMs, peak, 0.1, 0))).as(why).doesNotContain("hidden-cap");
  }

  @Test
  void findsNoCapOnWhichTheShotsDisagree() throws IOException {
    assertThat(ids(virtual(1, 60_210, 5, 0.1, 0), virtual(2, 51_190, 6, 0.1, 0)))
        .doesNotContain("hidden-cap")
        .contains("server-limit");
  }

  @Test
  void findsTheCapThatNobodySetByItsWavesWhereTheServerDoesNotCount() throws IOException {
    Shot shot = virtual(1, 60_210, null, 0.1, 0);
    assertThat(findings(QUIET, Map.of(shot, waves(5)), shot))
        .extracting(Finding::id)
        .contains("hidden-cap");
    assertThat(findings(QUIET, Map.of(shot, List.of()), shot))
        .extracting(Finding::id)
        .doesNotContain("hidden-cap");
  }

  @Test
  void findsNoLimitWhereAClientIsSlowToSend() throws IOException {
    Shot shot = virtual(1, 6_020, 90, 0.1, 0);
    List<RequestTrace> spreadOut =
        IntStream.range(0, 100)
            .mapToObj(i -> new RequestTrace(i, i, i * 30, i * 30 + 3_002, RequestTrace.OK))
            .toList();
    assertThat(findings(QUIET, Map.of(shot, spreadOut), shot))
        .extracting(Finding::id)
        .doesNotContain("server-limit", "hidden-cap");
    assertThat(findings(QUIET, Map.of(shot, waves(90)), shot))
        .extracting(Finding::id)
        .contains("server-limit", "hidden-cap");
  }

  @Test
  void findsNoCapInWavesOfDifferentSizes() throws IOException {
    Shot shot = virtual(1, 60_210, null, 0.1, 0);
    var uneven = new ArrayList<>(waves(5));
    RequestTrace early = uneven.removeLast();
    uneven.add(new RequestTrace(early.request(), 0, 0, 3_001, RequestTrace.OK));
    assertThat(findings(QUIET, Map.of(shot, uneven), shot))
        .extracting(Finding::id)
        .doesNotContain("hidden-cap");
  }

  /** A valid shot of another case, the floor as given, with what the server held at most. */
  private static Shot shot(Case measured, int round, double floorMs, double elapsedMs, int peak) {
    Shot sample = Samples.shot(measured, Temperature.WARM, round, floorMs, elapsedMs);
    return Samples.with(Samples.measured(peak, 0.125, 0), sample);
  }

  private static Shot against(int threads, Case measured, int round, double elapsedMs) {
    double floor = Math.ceilDiv(100, threads) * 3_000;
    return shot(Samples.against(threads, measured), round, floor, elapsedMs, threads);
  }

  @Test
  void namesTheServersThreadsOnceForAllCasesThatTheyBind() throws IOException {
    List<Finding> found =
        findings(
                QUIET,
                against(10, Samples.VIRTUAL, 1, 30_020),
                against(10, Samples.VIRTUAL, 2, 30_040),
                against(10, Samples.FUTURE, 1, 30_050),
                against(25, Samples.FUTURE, 1, 12_020),
                shot(Samples.against(10, Samples.CHUNKED), 1, 48_000, 48_100, 8),
                virtual(1, 3_010))
            .stream()
            .filter(finding -> finding.id().equals("server-limit"))
            .toList();
    assertThat(found).extracting(Finding::subject).containsExactly("the run", "the run");
    assertThat(found)
        .extracting(Finding::says)
        .containsExactly(
            "With 10 handler threads the server held at most 10 requests at once: 2 cases took"
                + " 30.03 s to 30.05 s, with every model.",
            "With 25 handler threads the server held at most 25 requests at once: 1 case took"
                + " 12.02 s.");
    assertThat(found).extracting(Finding::severity).containsOnly(Severity.WARNING);
  }

  private static Case byHttp2(@Nullable Integer streams, Case measured) {
    return measured.with(Parameter.HTTP, "2").with(Parameter.STREAMS, streams);
  }

  @Test
  void namesTheStreamsBeyondWhichAClientFails() throws IOException {
    String failure = "90 of 100 requests failed: IOException: too many concurrent streams";
    Finding known =
        finding(
            "stream-limit",
            Samples.failedShot(byHttp2(10, Samples.FUTURE), Temperature.WARM, 1, failure));
    assertThat(known.says())
        .isEqualTo(
            "1 of its shots failed, with 10 streams to a connection: too many concurrent"
                + " streams.");
    assertThat(known.advice()).contains("with a semaphore or a size", "This client opens no");
    assertThat(ids(Samples.failedShot(byHttp2(null, Samples.FUTURE), Temperature.WARM, 1, failure)))
        .contains("stream-limit");
    assertThat(ids(Samples.failedShot(Samples.FUTURE, Temperature.WARM, 1, failure)))
        .doesNotContain("stream-limit");
  }

  @Test
  void namesTheStreamsThatCallsWaitFor() throws IOException {
    Case few = byHttp2(50, Samples.VIRTUAL);
    assertThat(finding("stream-limit", shot(few, 1, 3_000, 6_020, 50)).says())
        .isEqualTo("It took 6.020 s where one delay is 3 s, with 50 streams to a connection.");
    assertThat(ids(shot(few, 1, 3_000, 6_020, 100))).doesNotContain("stream-limit");
    Case smaller = few.with(Parameter.SIZE, 50);
    assertThat(ids(shot(smaller, 1, 6_000, 6_020, 50))).doesNotContain("stream-limit");
  }

  private static Case connected(int connections, Case measured) {
    return measured
        .with(Parameter.CONNECTION_POOL, connections)
        .with(Parameter.IN_FLIGHT, Math.min(connections, 100));
  }

  @Test
  void namesTheConnectionsThatBind() throws IOException {
    assertThat(
            finding(
                "connection-pool",
                Samples.shot(connected(10, Samples.VIRTUAL), Temperature.WARM, 1, 30_000, 30_020),
                Samples.shot(connected(10, Samples.FUTURE), Temperature.WARM, 1, 30_000, 30_050),
                Samples.shot(connected(100, Samples.VIRTUAL), Temperature.WARM, 1, 3_000, 3_020)))
        .isEqualTo(
            new Finding(
                "connection-pool",
                Severity.WARNING,
                "the run",
                "With 10 connections at most 10 calls could be under way at once: 2 cases took"
                    + " 30.02 s to 30.05 s, with every model.",
                "Every further call waits for a connection, so the connections decided these"
                    + " figures more than any model did: a thread for each call, virtual or not,"
                    + " does not help.",
                "Keep as many connections open as the database can work for at once, and compare"
                    + " models with as many connections as calls. The number of connections is"
                    + " what to tune."));
    Case smaller = connected(10, Samples.VIRTUAL).with(Parameter.SIZE, 10);
    assertThat(ids(Samples.shot(smaller, Temperature.WARM, 1, 30_000, 30_020)))
        .doesNotContain("connection-pool");
  }

  @Test
  void findsCallsThatWaitForEachOtherOnAConnection() throws IOException {
    Shot shot = Samples.shot(connected(10, Samples.FUTURE), Temperature.WARM, 1, 30_000, 30_050);
    assertThat(findings(QUIET, Map.of(shot, took(100, _ -> 30_010)), shot))
        .extracting(Finding::id)
        .contains("connections-shared");
    assertThat(findings(QUIET, Map.of(shot, took(100, i -> 3_000 + i / 10 * 3_000)), shot))
        .extracting(Finding::id)
        .doesNotContain("connections-shared");
  }

  private static List<RequestTrace> took(int requests, IntToDoubleFunction ms) {
    return IntStream.range(0, requests)
        .mapToObj(i -> new RequestTrace(i, i, 0, ms.applyAsDouble(i), RequestTrace.OK))
        .toList();
  }

  @Test
  void saysWhateverTheModelOnlyWhereTheTimesAreAlike() throws IOException {
    assertThat(
            finding(
                    "server-limit",
                    against(10, Samples.VIRTUAL, 1, 30_020),
                    against(10, Samples.FUTURE, 1, 33_050))
                .says())
        .endsWith(": 2 cases took 30.02 s to 33.05 s.");
  }

  @Test
  void setsNoTimesOfDifferentWorkSideBySide() throws IOException {
    Case session = Samples.at(Samples.VIRTUAL, "session", null, null, 10);
    assertThat(
            finding(
                    "server-limit",
                    against(10, Samples.VIRTUAL, 1, 30_020),
                    shot(session, 1, 33_000, 33_020, 10))
                .says())
        .endsWith(" at once: it limited 2 cases.");
  }

  @Test
  void knowsTheServersThreadsWhateverTheWork() throws IOException {
    Case drawn = Samples.at(Samples.VIRTUAL, "staged", "uniform:1s..5s", null, 10);
    assertThat(ids(shot(drawn, 1, 31_000, 31_020, 10))).contains("server-limit");
  }

  @Test
  void blamesNoThreadsOfTheServersThatWereNotAllHeld() throws IOException {
    Case held = Samples.against(10, Samples.VIRTUAL);
    assertThat(ids(shot(held, 1, 30_000, 30_020, 9))).doesNotContain("server-limit");
    Case enough = Samples.against(100, Samples.VIRTUAL);
    assertThat(ids(shot(enough, 1, 3_000, 3_020, 100))).doesNotContain("server-limit");
  }

  @Test
  void findsACapBelowTheServersThreads() throws IOException {
    Shot shot = shot(Samples.against(10, Samples.VIRTUAL), 1, 30_000, 60_200, 5);
    assertThat(findings(QUIET, shot))
        .filteredOn(finding -> Set.of("server-limit", "hidden-cap").contains(finding.id()))
        .extracting(Finding::subject)
        .containsExactly("virtual-threads 10 handlers, warm", "virtual-threads 10 handlers, warm");
  }

  @Test
  void takesTheServersThreadsForNoHiddenCap() throws IOException {
    Shot slow = shot(Samples.against(10, Samples.VIRTUAL), 1, 3_000, 30_020, 10);
    assertThat(ids(slow)).contains("server-limit").doesNotContain("hidden-cap");
  }

  @ParameterizedTest
  @CsvSource({
    "session, ",
    "staged, ",
    "crawl, ",
    "hello, uniform:1s..5s",
    "download, 'lognormal:3s,0.4'",
  })
  void looksForNoWavesWhereRequestsEndApartAnyway(String workload, @Nullable String delay)
      throws IOException {
    Case other = Samples.at(Samples.VIRTUAL, workload, delay, null, null);
    assertThat(ids(shot(other, 1, 3_000, 60_210, 5))).doesNotContain("server-limit", "hidden-cap");
    Case plain = Samples.at(Samples.VIRTUAL, "download", null, null, null);
    assertThat(ids(shot(plain, 1, 3_000, 60_210, 5))).contains("server-limit", "hidden-cap");
  }

  @Test
  void comparesWhatIsOfOneWorkAndServerThatDoesNotBind() throws IOException {
    for (Case other :
        List.of(
            Samples.at(Samples.FUTURE, "session", null, null, null),
            Samples.at(Samples.FUTURE, "hello", "uniform:1s..5s", null, null),
            Samples.at(Samples.FUTURE, "hello", null, 20L, null),
            Samples.against(200, Samples.FUTURE))) {
      assertThat(
              ids(
                  virtual(1, 3_010),
                  virtual(2, 3_030),
                  shot(other, 1, 3_000, 3_011, 100),
                  shot(other, 2, 3_000, 3_031, 100)))
          .as(other.label())
          .doesNotContain("spread-too-large");
    }
    assertThat(
            ids(
                against(10, Samples.VIRTUAL, 1, 30_010),
                against(10, Samples.VIRTUAL, 2, 30_030),
                against(10, Samples.FUTURE, 1, 30_011),
                against(10, Samples.FUTURE, 2, 30_031)))
        .as("equal times are what the server's limit means")
        .doesNotContain("spread-too-large");
  }

  @Test
  void tellsRowsThatDifferInTheirWorkApart() throws IOException {
    Case drawn = Samples.at(Samples.VIRTUAL, "hello", "uniform:1s..5s", null, null);
    assertThat(finding("one-observation", virtual(1, 3_010), shot(drawn, 1, 4_900, 4_950, 100)))
        .extracting(Finding::says)
        .isEqualTo(
            "Each of 2 cases has one valid shot: virtual-threads, uniform:1s..5s, warm;"
                + " virtual-threads, 3 s, warm.");
  }

  /** 100 requests of 3 s, all sent at once and answered some at a time. */
  private static List<RequestTrace> waves(int cap) {
    return IntStream.range(0, 100)
        .mapToObj(
            i -> new RequestTrace(i, i, 0.5, (i / cap + 1) * 3_002.0 + i % cap, RequestTrace.OK))
        .toList();
  }

  @Test
  void findsDropsAtTheListenQueue() throws IOException {
    assertThat(
            finding(
                    "listen-overflow",
                    virtual(1, 3_010, 100, 0.1, 0),
                    virtual(2, 4_010, 100, 0.1, 7),
                    virtual(3, 4_010, 100, 0.1, 5))
                .says())
        .isEqualTo("The kernel dropped 12 connections at a full listen queue, in 2 of 3 shots.");
  }

  @Test
  void findsNoDropsWhereThereAreNoneOrNobodyCounts() throws IOException {
    assertThat(ids(virtual(1, 3_010, 100, 0.1, 0), virtual(2, 3_010, 100, 0.1, null)))
        .doesNotContain("listen-overflow");
  }

  @Test
  void findsSaturatedCores() throws IOException {
    assertThat(
            finding(
                    "cpu-saturated",
                    virtual(1, 3_010, 100, 0.9, 0),
                    virtual(2, 3_010, 100, 0.97, 0),
                    virtual(3, 3_010, 100, null, 0))
                .says())
        .isEqualTo("The cores were up to 97.0 % busy during the fan-out, in 2 of 3 shots.");
  }

  @Test
  void notesSaturatedCoresWhereTheyAreTheWork() throws IOException {
    Case crawl = Samples.at(Samples.VIRTUAL, "crawl", null, 20L, null);
    Shot busy = Samples.with(Samples.measured(100, 0.97, 0), shot(crawl, 1, 3_000, 3_010, 100));
    Finding finding = finding("cpu-saturated", busy);
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.means())
        .startsWith("Each answer costs CPU time, so busy cores are part of the work");
  }

  @Test
  void findsNoSaturationJustBelowNineTenths() throws IOException {
    assertThat(ids(virtual(1, 3_010, 100, 0.8999, 0))).doesNotContain("cpu-saturated");
  }

  @Test
  void findsABusyMachine() throws IOException {
    List<Finding> findings =
        findings(environment(1.01, new Commit("0123456", false)), virtual(1, 3_010, 100, 0.5, 0));
    assertThat(findings)
        .filteredOn(finding -> finding.id().equals("machine-busy"))
        .singleElement()
        .extracting(Finding::says)
        .isEqualTo("The load average was 1.01 on 2 cores before the first shot.");
    assertThat(findings(environment(1.01, null), virtual(1, 3_010), virtual(2, 3_010)))
        .as("the first shot met a quiet machine")
        .isEmpty();
    assertThat(findings(environment(1.0, null), virtual(1, 3_010), virtual(2, 3_010))).isEmpty();
    assertThat(findings(environment(null, null), virtual(1, 3_010), virtual(2, 3_010))).isEmpty();
  }

  @Test
  void findsUncommittedChanges() throws IOException {
    assertThat(
            findings(
                environment(0.0, new Commit("0123456", true)),
                virtual(1, 3_010),
                virtual(2, 3_010)))
        .extracting(Finding::says)
        .containsExactly("The harness had uncommitted changes on top of commit 0123456.");
  }

  @Test
  void saysThatAnotherChunkIsAnotherExperiment() throws IOException {
    var oneByOne = new Case("process-pool", null, "okhttp", 8, 1, 8, "hello", 100, 3_000);
    Finding finding =
        finding("other-chunk", Samples.shot(oneByOne, Temperature.COLD, 1, 39_000, 39_220));
    assertThat(finding.subject()).isEqualTo("process-pool 8, chunk 1, cold");
    assertThat(finding.says())
        .isEqualTo(
            "It took 39.22 s with chunks of 1; the tutorial's process-pool-100 took 48.17 s with"
                + " chunks of 4.");
    var ofTen = new Case("process-pool", null, "okhttp", 10, 1, 10, "hello", 100, 3_000);
    assertThat(
            ids(
                Samples.shot(Samples.CHUNKED, Temperature.COLD, 1, 48_000, 48_250),
                Samples.shot(ofTen, Temperature.COLD, 1, 30_000, 30_250)))
        .doesNotContain("other-chunk");
  }

  @Test
  void saysWhichFileIsCutShort() throws IOException {
    assertThat(
            Findings.of(
                new Measurements(
                    QUIET, List.of(), Map.of(), List.of(), List.of(), Map.of("shots.csv", 3))))
        .extracting(Finding::subject, Finding::says)
        .containsExactly(
            tuple(
                "shots.csv",
                "The file ends in the middle of a row; 3 lines are left out after its last complete"
                    + " row."));
  }

  @Test
  void aSearchTellsItsSizesApartByItself() throws IOException {
    List<Shot> shots =
        List.of(
            virtual(1, 3_010),
            virtual(2, 3_400),
            Samples.shot(Samples.FUTURE, Temperature.WARM, 1, 3_000, 3_020),
            Samples.shot(Samples.FUTURE, Temperature.WARM, 2, 3_000, 3_300),
            Samples.shot(Samples.SERIAL, Temperature.WARM, 1, 300_000, 300_500));
    var measurements =
        new Measurements(
            QUIET, shots, Map.of(), Summaries.of(shots, List.of()), List.of(), Map.of());
    assertThat(Findings.of(measurements))
        .extracting(Finding::id)
        .contains("spread-too-large", "one-observation");
    assertThat(Findings.ofSearch(measurements))
        .extracting(Finding::id)
        .containsExactly("no-request-times");
  }

  @Test
  void saysThatThereAreNoRequestTimes() throws IOException {
    Shot shot = virtual(1, 3_010);
    assertThat(findings(QUIET, Map.of(shot, List.of()), shot))
        .extracting(Finding::id)
        .contains("no-request-times");
    assertThat(ids(shot)).doesNotContain("no-request-times");
  }

  @Test
  void putsWarningsFirst() throws IOException {
    assertThat(
            findings(
                environment(2.0, new Commit("0123456", true)),
                virtual(1, 2_990),
                Samples.shot(Samples.SERIAL, Temperature.COLD, 1, 300_000, 300_100)))
        .extracting(Finding::severity)
        .startsWith(Severity.WARNING)
        .hasSizeGreaterThan(2)
        .isSorted();
  }

  private static Finding finding(String id, Shot... shots) throws IOException {
    List<Finding> found =
        findings(QUIET, shots).stream().filter(finding -> finding.id().equals(id)).toList();
    assertThat(found).as(id).hasSize(1);
    return found.getFirst();
  }

  private static List<String> ids(Shot... shots) throws IOException {
    return findings(QUIET, shots).stream().map(Finding::id).toList();
  }

  private static List<Finding> findings(Environment environment, Shot... shots) throws IOException {
    return findings(
        environment,
        List.of(shots).stream()
            .collect(Collectors.toMap(Function.identity(), FindingsTest::requests)),
        shots);
  }

  /** In waves of as many as the server held, or as the case allows. */
  private static List<RequestTrace> requests(Shot shot) {
    Integer peak = shot.count(Metric.SERVER_PEAK_IN_FLIGHT);
    return peak == null || !shot.measured().allows(peak + 1) ? Samples.requests(shot) : waves(peak);
  }

  private static List<Finding> findings(
      Environment environment, Map<Shot, List<RequestTrace>> requests, Shot... shots)
      throws IOException {
    List<Shot> all = List.of(shots);
    return Findings.of(
        new Measurements(
            environment,
            all,
            requests,
            Summaries.of(all, ClaimsCsv.read()),
            ClaimsCsv.read(),
            Map.of()));
  }

  private static Environment environment(@Nullable Double load, @Nullable Commit commit) {
    Environment sample = Samples.environment(Outcome.COMPLETE);
    return new Environment(
        sample.runId(),
        sample.startedAt(),
        sample.endedAt(),
        sample.outcome(),
        new Machine("Linux 6.1", "amd64", null, 2, null, null, null, load),
        sample.jdk(),
        sample.libraries(),
        commit,
        sample.command(),
        sample.server(),
        sample.plan());
  }
}

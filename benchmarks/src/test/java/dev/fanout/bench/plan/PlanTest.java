package dev.fanout.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.redis.RedisType;
import dev.fanout.bench.model.ModelType;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final Instant TWO_O_CLOCK =
      LocalDateTime.parse("2026-01-02T14:00:00").atZone(ZoneId.systemDefault()).toInstant();

  @Test
  void theTutorialHasSevenCasesAndTwentyTwoShots() {
    Plan plan = Asked.of("tutorial").plan();
    assertThat(plan.shots()).hasSize(22);
    assertThat(plan.sentAtOnce(plan.servers().iterator().next())).isEqualTo(100);
    assertThat(labels(plan))
        .containsExactlyInAnyOrder(
            "serial",
            "fixed-thread-pool 10",
            "process-pool 8, chunk 1",
            "process-pool 8, chunk 4",
            "completable-future",
            "completable-future jdk",
            "virtual-threads");
    assertThat(plan.expected()).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(10));
  }

  @Test
  void longCasesGetOneColdShotAndShortOnesThreeOfEach() {
    Plan plan = Asked.of("tutorial").plan();
    assertThat(count(plan, "serial", Temperature.COLD)).isEqualTo(1);
    assertThat(count(plan, "serial", Temperature.WARM)).isZero();
    assertThat(count(plan, "virtual-threads", Temperature.COLD)).isEqualTo(3);
    assertThat(count(plan, "virtual-threads", Temperature.WARM)).isEqualTo(3);
  }

  @Test
  void temperaturesThatAreAskedForReplaceThoseOfThePresetAndACacheIsTrainedOnce() {
    Plan plan =
        Asked.of("tutorial", "serial", "virtual-threads").temperatures(Temperature.COLD_AOT).plan();
    assertThat(plan.shots()).extracting(ShotPlan::temperature).containsOnly(Temperature.COLD_AOT);
    assertThat(plan.aotCaches()).isEqualTo(2);
    assertThat(plan.shots())
        .allSatisfy(
            shot ->
                assertThat(shot.warmUp().isPositive())
                    .as(shot.label())
                    .isEqualTo(shot.round() == 1));
    assertThat(Asked.of("tutorial").plan().aotCaches()).isZero();
  }

  @Test
  void temperaturesAreNamedByTheirWords() {
    assertThat(Plan.temperatures(List.of("warm", "cold-aot", "cold", "warm")))
        .containsExactly(Temperature.COLD, Temperature.COLD_AOT, Temperature.WARM);
    assertThatThrownBy(() -> Plan.temperatures(List.of("cold-oat")))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Unknown temperature 'cold-oat': did you mean cold-aot? the temperatures are cold,"
                + " cold-aot, warm.");
  }

  @Test
  void smokeFiresEachCaseOnceAndLeavesNoModelOut() {
    Plan plan = Asked.of("smoke").plan();
    assertThat(plan.shots())
        .hasSameSizeAs(labels(plan))
        .allMatch(shot -> shot.temperature() == Temperature.COLD);
    assertThat(models(plan)).containsExactlyInAnyOrderElementsOf(models());
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().workload())
        .contains("hello", "session", "download", "crawl", "staged");
    assertThat(plan.servers())
        .extracting(called -> called.slow().handlerThreads())
        .containsExactlyInAnyOrder(OptionalInt.empty(), OptionalInt.of(2));
    assertThat(plan.expected()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void everythingLeavesNoModelOutAndTakesAQuarterOfAnHour() {
    Plan plan = Asked.of("everything").plan();
    assertThat(models(plan)).containsExactlyInAnyOrderElementsOf(models());
    assertThat(count(plan, "serial", Temperature.COLD)).isEqualTo(1);
    assertThat(plan.expected()).isLessThan(Duration.ofMinutes(15));
  }

  @Test
  void eachTrapStandsBesideWhatMendsIt() {
    assertThat(labels(Asked.of("traps").plan()))
        .containsExactlyInAnyOrder(
            "blocking-in-async",
            "blocking-in-async wrapped",
            "okhttp-defaults",
            "completable-future",
            "parallel-stream",
            "supply-async common",
            "supply-async 50, pool",
            "process-pool 8, chunk 4",
            "process-pool 8, chunk 1");
  }

  @Test
  void theServersThreadsAreAnAxisAndBoundTheFloor() {
    Plan plan = Asked.of("server", "virtual-threads").plan();
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().handlers() + " " + shot.floor().toMillis())
        .contains("1 7500", "10 750", "25 300", "null 150")
        .hasSize(12);
    assertThat(plan.servers()).hasSize(4);
  }

  @Test
  void cpuTimeBindsOneLoopMoreThanAllCores() {
    Plan plan =
        Asked.of("tutorial", "event-loop", "virtual-threads")
            .workloads("crawl")
            .cpuMs(0, 100)
            .plan();
    Map<String, Long> floors =
        plan.shots().stream()
            .filter(shot -> shot.measured().variant() == null || shot.label().contains("one-loop"))
            .collect(
                Collectors.toMap(
                    shot -> shot.measured().model() + " " + shot.measured().value(Parameter.CPU_MS),
                    shot -> shot.floor().toMillis(),
                    Math::max));
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(floors)
        .containsEntry("event-loop 0", 6_000L)
        .containsEntry("virtual-threads 0", 6_000L)
        .containsEntry("event-loop 100", 6_000L + 9_900)
        .containsEntry("virtual-threads 100", 6_000L + Math.max(100, 9_900 / cores));
  }

  @Test
  void stagesAndLoginsAreInTheFloor() {
    assertThat(floors(Asked.of("tutorial", "virtual-threads", "serial").workloads("staged").plan()))
        .contains("virtual-threads staged 63", "serial staged 300");
    assertThat(floors(Asked.of("tutorial", "virtual-threads").workloads("session").plan()))
        .containsOnly("virtual-threads session 6");
  }

  private static List<String> floors(Plan plan) {
    return plan.shots().stream()
        .map(shot -> shot.measured().label() + " " + shot.floor().toSeconds())
        .toList();
  }

  @Test
  void delaysThatAreDrawnAreDrawnBySeed() {
    List<Duration> floors =
        Stream.of(1L, 1L, 2L)
            .map(seed -> Asked.of("tutorial", "serial").delay("uniform:1s..5s").seed(seed).plan())
            .map(plan -> plan.shots().getFirst().floor())
            .toList();
    assertThat(floors.get(0)).isEqualTo(floors.get(1)).isNotEqualTo(floors.get(2));
    assertThat(floors.get(0)).isBetween(Duration.ofSeconds(250), Duration.ofSeconds(350));
  }

  @Test
  void downloadsAreWrittenEitherWayWhereTheClientCallsBack() {
    Plan plan =
        Asked.of("tutorial", "virtual-threads", "completable-future")
            .workloads("download")
            .fileBytes(1_000)
            .plan();
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().model() + " " + shot.measured().value(Parameter.WRITES))
        .containsOnly(
            "virtual-threads blocking",
            "completable-future blocking",
            "completable-future non-blocking");
    assertThat(plan.diskBytes()).isEqualTo(100_000);
  }

  @Test
  void leavesOutCasesWhoseClientCannotCallTheAddress() {
    String url = "http://127.0.0.1:1/a;b=c";
    Plan plan = Asked.of("everything", "virtual-threads", "serial").url(url).plan();
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().client())
        .isNotEmpty()
        .containsOnly("okhttp");
    assertThat(plan.leftOut())
        .singleElement()
        .asString()
        .startsWith(
            "virtual-threads helidon, get: helidon cannot send a path that has a semicolon");
    assertThat(PlanText.of(plan, Instant.EPOCH))
        .contains("  left out: virtual-threads helidon, get: helidon cannot send");
  }

  @Test
  void anOwnServerIsAskedForItsAddressAlone() {
    Plan plan = Asked.of("smoke").url("http://127.0.0.1:1/").plan();
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().workload() + " " + shot.measured().handlers())
        .containsOnly("get null");
    assertThat(models(plan)).containsExactlyInAnyOrderElementsOf(models());
    for (Asked asked :
        List.of(
            Asked.of("smoke").workloads("session"),
            Asked.of("smoke").workloads("session", "hello"),
            Asked.of("crawl"),
            Asked.of("smoke").handlerThreads(4))) {
      assertThatThrownBy(() -> asked.url("http://127.0.0.1:1/").plan())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("--url names another server than the slow one");
    }
    assertThatThrownBy(() -> Asked.of("smoke").delay("3s,1%:30s").url("http://127.0.0.1:1/").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--delay a plain time");
  }

  @Test
  void theFloorsOfAnOwnServerAreUnknownUntilItHasBeenAsked() {
    Plan unknown =
        Asked.of("tutorial", "serial", "virtual-threads").url("http://127.0.0.1:1/").plan();
    assertThat(unknown.delayUnknown()).isTrue();
    assertThat(PlanText.of(unknown, TWO_O_CLOCK))
        .startsWith("Plan: preset tutorial, 100 requests to http://127.0.0.1:1/")
        .contains("assumed floor", "At most 12 shots", "run asks the server first")
        .containsPattern("serial get +- +1 +3 cold, 3 warm");
    Plan found = unknown.withDelay(Delay.parse("400ms"));
    assertThat(found.seed()).isEqualTo(unknown.seed());
    assertThat(PlanText.of(found, TWO_O_CLOCK))
        .startsWith("Plan: preset tutorial, 100 requests of 400ms to http://127.0.0.1:1/")
        .contains("assumed floor", "7 shots in a shuffle")
        .containsPattern("serial get +40.00 s +1 +1 cold");
  }

  @Test
  void aStatedDelayOfAnOwnServerIsAssumed() {
    Plan plan = Asked.of("smoke", "serial").url("http://127.0.0.1:1/").delayMs(30).plan();
    assertThat(plan.delayUnknown()).isFalse();
    assertThat(plan.recorded().delayAssumed()).isTrue();
    assertThat(PlanText.of(plan, TWO_O_CLOCK)).contains("of 30ms", "assumed floor");
    assertThat(Asked.of("smoke", "serial").plan().recorded().delayAssumed()).isFalse();
  }

  @Test
  void refusesWhatTheWorkloadHasNoUseFor() {
    assertThatThrownBy(() -> Asked.of("tutorial").cpuMs(5).plan())
        .isInstanceOf(RefusedException.class)
        .hasMessage("--cpu was given, which only the workload crawl has: add --workload crawl.");
    assertThatThrownBy(() -> Asked.of("tutorial").fileBytes(5).plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("add --workload download");
    assertThatThrownBy(() -> Asked.of("tutorial").workloads("crwal").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Unknown workload 'crwal': did you mean crawl? the workloads are hello, session,"
                + " download, crawl, staged.");
  }

  @Test
  void aSeedRepeatsTheOrderAndAnotherChangesIt() {
    List<String> first = order(1);
    assertThat(order(1)).isEqualTo(first);
    assertThat(order(2)).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void roundsAreFiredOneAfterAnother() {
    List<Integer> rounds =
        Asked.of("tutorial").plan().shots().stream().map(ShotPlan::round).toList();
    assertThat(rounds).isSorted().containsOnly(1, 2, 3);
  }

  @Test
  void sizesReplaceThoseOfEveryPoolAndLeaveOtherModelsAlone() {
    assertThat(labels(Asked.of("tutorial").sizes(5, 20).plan()))
        .containsExactlyInAnyOrder(
            "serial",
            "fixed-thread-pool 5",
            "fixed-thread-pool 20",
            "process-pool 5, chunk 1",
            "process-pool 20, chunk 1",
            "process-pool 5, chunk 4",
            "process-pool 20, chunk 4",
            "completable-future",
            "completable-future jdk",
            "virtual-threads");
  }

  @Test
  void aPresetThatNamesNoClientMeasuresTheFirst() {
    Plan plan = Asked.of("tutorial", "virtual-threads").plan();
    assertThat(plan.shots())
        .allSatisfy(shot -> assertThat(shot.parameters()).containsEntry("client", "okhttp"));
  }

  @Test
  void sizesAreLimitsForNamedModelsThatTakeOne() {
    assertThat(labels(Asked.of("tutorial", "virtual-threads").sizes(5, 20).plan()))
        .containsExactlyInAnyOrder("virtual-threads 5", "virtual-threads 20");
  }

  @Test
  void sizesReplaceTheLimitsOfAPreset() {
    Plan plan = Asked.of("smoke").sizes(7).plan();
    assertThat(labels(plan))
        .contains("virtual-threads", "virtual-threads 7")
        .doesNotContain("virtual-threads 4");
  }

  @Test
  void aLimitIsAPoolAndNoneIsUnbounded() {
    Plan plan = Asked.of("tutorial", "completable-future").sizes(30, 500).plan();
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().inFlight() + " " + shot.floor().toSeconds())
        .containsOnly("30 12", "100 3");
  }

  @Test
  void aNamedModelThatThePresetLacksIsMeasuredInEachOfItsVariants() {
    assertThat(labels(Asked.of("tutorial", "supply-async").plan()))
        .containsExactlyInAnyOrder(
            "supply-async common", "supply-async 10, pool", "supply-async 10, processes");
  }

  @Test
  void aSizeThatAVariantLeavesUnusedMakesNoFurtherCase() {
    Plan plan = Asked.of("smoke", "supply-async").sizes(5, 20).plan();
    assertThat(plan.shots())
        .hasSize(5)
        .filteredOn(shot -> shot.measured().label().equals("supply-async common"))
        .hasSize(1);
  }

  @Test
  void casesThatBecomeAlikeAreMeasuredOnce() {
    Plan plan = Asked.of("tutorial", "process-pool").chunk(2).plan();
    assertThat(labels(plan)).containsExactly("process-pool 8, chunk 2");
  }

  @Test
  void refusesAnUnknownModelAndNamesTheNearOne() {
    assertThatThrownBy(() -> Asked.of("smoke", "virtual-thread").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Unknown model 'virtual-thread': did you mean virtual-threads? the models are %s.",
            String.join(", ", models()));
  }

  @Test
  void theCasesOfAPresetCallTheServersTheyName() {
    Plan plan = Asked.of("backends").plan();
    assertThat(plan.servers())
        .extracting(Called::own)
        .extracting(String::valueOf)
        .contains("null", "a Redis server of the run's own", "a MariaDB server of the run's own")
        .doesNotHaveDuplicates();
    assertThat(plan.expected()).isLessThan(Duration.ofMinutes(5));
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().workload() + " by " + shot.client())
        .contains("hello by okhttp", "redis by jedis", "redis by lettuce")
        .contains("mariadb by jdbc", "mariadb by r2dbc");
  }

  @ParameterizedTest
  @CsvSource({
    "virtual-threads, 0, 4, 4, 300",
    "virtual-threads, 3, 2, 2, 500",
    "virtual-threads, 2, 4, 2, 500",
    "fixed-thread-pool, 2, 8, 2, 500",
    "process-pool, 5, 1, 5, 200",
    "process-pool-async, 2, 1, 2, 500",
    "process-pool-async, 2, 9, 10, 100",
  })
  void connectionsLimitWhatIsUnderWay(
      String model, int size, int connections, int inFlight, int floorMs) {
    ShotPlan shot =
        Asked.of("smoke", model)
            .requests(10)
            .delayMs(100)
            .sizes(size)
            .connections(connections)
            .own(new RedisType().startable().orElseThrow())
            .rounds(1)
            .plan()
            .shots()
            .getFirst();
    assertThat(shot.measured().inFlight()).isEqualTo(Math.min(inFlight, 10));
    assertThat(shot.floor()).hasMillis(floorMs);
  }

  @Test
  void refusesAnUnknownPresetAndNamesTheKnownOnes() {
    assertThatThrownBy(() -> Asked.of("xyz").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Unknown preset 'xyz': the presets are tutorial, smoke, everything, traps, server,"
                + " crawl, backends, stream, switch.");
  }

  @Test
  void refusesSizesForModelsWithoutAPool() {
    assertThatThrownBy(() -> Asked.of("smoke", "serial").sizes(4).plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("A size of 4 was given")
        .hasMessageContaining("fixed-thread-pool")
        .hasMessageContaining("virtual-threads");
  }

  @Test
  void theTextTellsEveryCaseAndTheEnd() {
    Plan plan = Asked.of("tutorial").plan();
    String text = PlanText.of(plan, TWO_O_CLOCK);
    assertThat(text)
        .contains("Plan: preset tutorial, 100 requests of 3s to the slow server")
        .containsPattern("serial +300.00 s +1 +1 cold")
        .containsPattern("process-pool 8, chunk 4 +48.00 s +8 +1 cold")
        .containsPattern("virtual-threads +3.000 s +100 +3 cold, 3 warm")
        .containsPattern("22 shots in a shuffle with seed \\d+; about 8 min \\d+ s")
        .contains("all done at about 14:08:");
  }

  @Test
  void theTextOfALongPlanTellsTheDayOfItsEnd() {
    String text = PlanText.of(Asked.of("tutorial", "serial").requests(90_000).plan(), TWO_O_CLOCK);
    assertThat(text).contains("; about 3 d 3 h, so all done at about 2026-01-05 17:00");
  }

  private static List<String> order(long seed) {
    return Asked.of("tutorial").seed(seed).plan().shots().stream().map(ShotPlan::label).toList();
  }

  private static Set<String> labels(Plan plan) {
    return plan.shots().stream().map(shot -> shot.measured().label()).collect(Collectors.toSet());
  }

  private static Set<String> models(Plan plan) {
    return plan.shots().stream().map(shot -> shot.measured().model()).collect(Collectors.toSet());
  }

  private static List<String> models() {
    return ModelType.all().stream().map(ModelType::key).toList();
  }

  private static long count(Plan plan, String model, Temperature temperature) {
    return plan.shots().stream()
        .filter(shot -> shot.measured().model().equals(model))
        .filter(shot -> shot.temperature() == temperature)
        .count();
  }

  @Test
  void eachVersionOfHttpIsACaseWithAServerOfItsOwn() {
    Plan plan = Asked.of("smoke", "virtual-threads").http("1.1", "2").streams(10).rounds(1).plan();
    assertThat(plan.shots().stream().map(shot -> shot.measured().label()))
        .contains("virtual-threads", "virtual-threads HTTP/2, 10 streams");
    assertThat(plan.servers().stream().map(called -> called.slow().streams()))
        .containsExactlyInAnyOrder(OptionalInt.empty(), OptionalInt.of(10));
  }

  @ParameterizedTest
  @CsvSource({"httpclient5, 10, 1000", "jdk, 100, 100"})
  void aClientWhoseCallsWaitForStreamsHasTheFloorOfThese(String client, int inFlight, int floorMs) {
    ShotPlan shot =
        Asked.of("everything", "completable-future")
            .http("2")
            .streams(10)
            .requests(100)
            .delayMs(100)
            .rounds(1)
            .plan()
            .shots()
            .stream()
            .filter(each -> client.equals(each.measured().client()))
            .findFirst()
            .orElseThrow();
    assertThat(shot.measured().inFlight()).isEqualTo(inFlight);
    assertThat(shot.floor()).hasMillis(floorMs);
  }

  @Test
  void whatIsNotCalledByHttpIsLeftOutOfHttp2() {
    Asked asked =
        Asked.of("smoke", "virtual-threads").own(new RedisType().startable().orElseThrow());
    assertThatThrownBy(() -> asked.http("2").plan())
        .hasMessage("No case is left to measure: virtual-threads: redis is not called by HTTP/2.");
    assertThat(Asked.of("backends").http("2").plan().leftOut())
        .contains("virtual-threads: redis is not called by HTTP/2");
  }

  @Test
  void streamsAreOfHttp2Alone() {
    assertThatThrownBy(() -> Asked.of("smoke").streams(10).plan())
        .hasMessage("--streams 10 was given, which only HTTP/2 has: add --http 2.");
  }
}

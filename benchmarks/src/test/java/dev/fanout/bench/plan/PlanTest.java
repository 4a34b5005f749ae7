package dev.fanout.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.model.ModelType;
import dev.fanout.report.measurement.Temperature;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void theTutorialHasSevenCasesAndTwentyTwoShots() {
    Plan plan = Plan.of(options("tutorial"));
    assertThat(plan.shots()).hasSize(22);
    assertThat(plan.inFlight()).isEqualTo(100);
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
    Plan plan = Plan.of(options("tutorial"));
    assertThat(count(plan, "serial", Temperature.COLD)).isEqualTo(1);
    assertThat(count(plan, "serial", Temperature.WARM)).isZero();
    assertThat(count(plan, "virtual-threads", Temperature.COLD)).isEqualTo(3);
    assertThat(count(plan, "virtual-threads", Temperature.WARM)).isEqualTo(3);
  }

  @Test
  void smokeFiresEachCaseOnceAndLeavesNoModelOut() {
    Plan plan = Plan.of(options("smoke"));
    assertThat(plan.shots())
        .hasSameSizeAs(labels(plan))
        .allMatch(shot -> shot.temperature() == Temperature.COLD);
    assertThat(models(plan)).containsExactlyInAnyOrderElementsOf(models());
    assertThat(plan.expected()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void everythingLeavesNoModelOutAndTakesAQuarterOfAnHour() {
    Plan plan = Plan.of(options("everything"));
    assertThat(models(plan)).containsExactlyInAnyOrderElementsOf(models());
    assertThat(count(plan, "serial", Temperature.COLD)).isEqualTo(1);
    assertThat(plan.expected()).isLessThan(Duration.ofMinutes(15));
  }

  @Test
  void eachTrapStandsBesideWhatMendsIt() {
    assertThat(labels(Plan.of(options("traps"))))
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
  void aSeedRepeatsTheOrderAndAnotherChangesIt() {
    List<String> first = order(1);
    assertThat(order(1)).isEqualTo(first);
    assertThat(order(2)).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void roundsAreFiredOneAfterAnother() {
    List<Integer> rounds =
        Plan.of(options("tutorial")).shots().stream().map(Planned::round).toList();
    assertThat(rounds).isSorted().containsOnly(1, 2, 3);
  }

  @Test
  void sizesReplaceThoseOfEveryPoolAndLeaveOtherModelsAlone() {
    assertThat(labels(Plan.of(with("tutorial", List.of(), List.of(5, 20), null))))
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
    Plan plan = Plan.of(with("tutorial", List.of("virtual-threads"), List.of(), null));
    assertThat(plan.shots())
        .allSatisfy(shot -> assertThat(shot.parameters()).containsEntry("client", "okhttp"));
  }

  @Test
  void sizesAreLimitsForNamedModelsThatTakeOne() {
    assertThat(labels(Plan.of(with("tutorial", List.of("virtual-threads"), List.of(5, 20), null))))
        .containsExactlyInAnyOrder("virtual-threads 5", "virtual-threads 20");
  }

  @Test
  void sizesReplaceTheLimitsOfAPreset() {
    Plan plan = Plan.of(with("smoke", List.of(), List.of(7), null));
    assertThat(labels(plan))
        .contains("virtual-threads", "virtual-threads 7")
        .doesNotContain("virtual-threads 4");
  }

  @Test
  void aLimitIsAPoolAndNoneIsUnbounded() {
    Plan plan = Plan.of(with("tutorial", List.of("completable-future"), List.of(30, 500), null));
    assertThat(plan.shots())
        .extracting(shot -> shot.measured().inFlight() + " " + shot.floor().toSeconds())
        .containsOnly("30 12", "100 3");
  }

  @Test
  void aNamedModelThatThePresetLacksIsMeasuredInEachOfItsVariants() {
    assertThat(labels(Plan.of(with("tutorial", List.of("supply-async"), List.of(), null))))
        .containsExactlyInAnyOrder(
            "supply-async common", "supply-async 10, pool", "supply-async 10, processes");
  }

  @Test
  void aSizeThatAVariantLeavesUnusedMakesNoFurtherCase() {
    Plan plan = Plan.of(with("smoke", List.of("supply-async"), List.of(5, 20), null));
    assertThat(plan.shots())
        .hasSize(5)
        .filteredOn(shot -> shot.measured().label().equals("supply-async common"))
        .hasSize(1);
  }

  @Test
  void casesThatBecomeAlikeAreMeasuredOnce() {
    Plan plan = Plan.of(with("tutorial", List.of("process-pool"), List.of(), 2));
    assertThat(labels(plan)).containsExactly("process-pool 8, chunk 2");
  }

  @Test
  void refusesAnUnknownModelAndNamesTheNearOne() {
    assertThatThrownBy(() -> Plan.of(with("smoke", List.of("virtual-thread"), List.of(), null)))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Unknown model 'virtual-thread': did you mean virtual-threads? the models are %s.",
            String.join(", ", models()));
  }

  @Test
  void refusesAnUnknownPresetAndNamesTheKnownOnes() {
    assertThatThrownBy(() -> Plan.of(options("xyz")))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Unknown preset 'xyz': the presets are tutorial, smoke, everything, traps.");
  }

  @Test
  void refusesSizesForModelsWithoutAPool() {
    assertThatThrownBy(() -> Plan.of(with("smoke", List.of("serial"), List.of(4), null)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("A size of 4 was given")
        .hasMessageContaining("fixed-thread-pool")
        .hasMessageContaining("virtual-threads");
  }

  @Test
  void theTextTellsEveryCaseAndTheEnd() {
    Plan plan = Plan.of(options("tutorial"));
    String text = PlanText.of(plan, LocalTime.of(14, 0));
    assertThat(text)
        .contains("Plan: preset tutorial, 100 requests of 3s to the slow server")
        .containsPattern("serial +300.00 s +1 +1 cold")
        .containsPattern("process-pool 8, chunk 4 +48.00 s +8 +1 cold")
        .containsPattern("virtual-threads +3.000 s +100 +3 cold, 3 warm")
        .containsPattern("22 shots in a shuffle with seed \\d+; about 8 min \\d+ s")
        .contains("all done at about 14:08:");
  }

  private static List<String> order(long seed) {
    var options = new Options("tutorial", List.of(), null, null, List.of(), null, null, seed, null);
    return Plan.of(options).shots().stream().map(Planned::label).toList();
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

  private static Options options(String preset) {
    return with(preset, List.of(), new ArrayList<>(), null);
  }

  private static Options with(
      String preset, List<String> models, List<Integer> sizes, @Nullable Integer chunk) {
    return new Options(preset, models, null, null, sizes, chunk, null, null, null);
  }
}

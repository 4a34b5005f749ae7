package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.tune.SimulatedBench.World;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a search goes and what it takes, on servers that are simulated on a virtual clock. */
class SearchTest {
  private static final Duration BUDGET = Duration.ofMinutes(5);
  private static final double NOISE = 0.01;

  @ParameterizedTest
  @CsvSource({
    "makespan, 100, 100",
    "makespan, 99, 50",
    "makespan, 64, 50",
    "makespan, 49, 34",
    "makespan, 10, 10",
    "makespan, 1, 1",
    "throughput=240/s, 100, 50",
    "throughput=400/s, 100, 100",
    "throughput=40/s, 100, 9",
    "p99=300ms, 100, 100"
  })
  void findsTheStepThatTheGoalAsksFor(String goal, int most, int size) throws Exception {
    for (int seed = 0; seed < 5; seed++) {
      Tuned tuned = tune(goal, most, server(100, "200ms", OptionalInt.empty()), BUDGET, seed);
      assertThat(tuned.choice()).hasValue(size);
      assertThat(tuned.end()).isEqualTo(Tuned.End.CERTAIN);
      assertThat(tuned.isMet()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 10", "true, 25", "false, 1", "false, 10", "false, 25"})
  void asksForNoMoreThanTheServerIsKnownToAnswerAtOnce(boolean probed, int capacity)
      throws Exception {
    for (int requests : List.of(60, 100, 250)) {
      World world = server(requests, "100ms", OptionalInt.of(capacity));
      for (int seed = 0; seed < 4; seed++) {
        Tuned tuned = tune("makespan", 256, world, Duration.ofHours(1), seed, probed);
        int choice = tuned.choice().orElseThrow();
        if (probed) {
          assertThat(choice).isLessThanOrEqualTo(capacity);
        }
        assertThat(world.wall(choice).elapsedMs())
            .isLessThanOrEqualTo(1.05 * world.wall(capacity).elapsedMs());
      }
    }
  }

  @Test
  void aGoalOfTheRequestsTimesKeepsTheQueueAtTheServerShort() throws Exception {
    World world = server(300, "100ms", OptionalInt.of(25));
    Tuned tuned = tune("p99=150ms", 256, world, BUDGET, 1);
    assertThat(tuned.isMet()).isTrue();
    assertThat(tuned.choice().orElseThrow()).isBetween(23, 25);
  }

  @ParameterizedTest
  @CsvSource({"throughput=900/s, 100", "p99=150ms, 1"})
  void saysWhenAGoalIsOutOfReachAndWhatIsNearest(String goal, int nearest) throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    Tuned tuned = tune(goal, 100, world, Duration.ofHours(1), 1);
    assertThat(tuned.isMet()).isFalse();
    assertThat(tuned.choice()).hasValue(nearest);
  }

  /** However noisy, a makespan is met by whatever is best. */
  @Test
  void aMakespanIsAlwaysMet() throws Exception {
    World world = server(60, "lognormal:100ms,0.5", OptionalInt.empty());
    for (int seed = 0; seed < 15; seed++) {
      var bench = new SimulatedBench(world, 0.1, new Random(seed));
      assertThat(tune("makespan", 60, world, BUDGET, seed, true, bench).isMet()).isTrue();
    }
  }

  @Test
  void doesNotBelieveACapacityThatIsNone() throws Exception {
    World world = server(200, "100ms", OptionalInt.empty());
    Theory wrong =
        new Theory(world.work(), Duration.ofNanos(100_000), world.cores(), OptionalInt.of(7));
    for (int seed = 0; seed < 4; seed++) {
      var random = new Random(seed);
      var search = new Search(Goal.parse("makespan"), wrong, 200, random);
      Tuned tuned = new Tuner(bench(world, seed), search, BUDGET, random).tune();
      assertThat(tuned.choice()).hasValue(200);
    }
  }

  /** By theory 111 in flight make as many rounds as 87; they are faster, since the rounds blur. */
  @Test
  void looksAtTheLargestSizeEvenIfTheoryExpectsNoGain() throws Exception {
    World usual = server(259, "558ms", OptionalInt.empty());
    var slowStart = new SimulatedBench.SlowStart(1.8, 10);
    World world =
        new World(usual.work(), usual.sendMs(), 0, usual.cores(), OptionalInt.empty(), slowStart);
    assertThat(world.wall(111).elapsedMs()).isLessThan(0.9 * world.wall(87).elapsedMs());
    assertThat(tune("makespan", 111, world, BUDGET, 1).choice()).hasValue(111);
  }

  @Test
  void oneBadShotDoesNotRuleOutASizeThatTheoryHasBetter() {
    var work = new Work(WorkloadKind.HELLO, 24, Delay.parse("lognormal:851ms,0.2"), 689);
    Theory theory = new Theory(work, Duration.ZERO, 2, OptionalInt.empty());
    assertThat(theory.meanMs(24)).isLessThan(0.9 * theory.meanMs(23));
    var search = new Search(Goal.parse("makespan"), theory, 24, new Random(1));
    for (int size : List.of(22, 23, 23, 23, 24)) {
      double disturbed = size == 24 ? 1.2 : 1;
      search.add(new Sample(disturbed * theory.ms(size), 1_000, Map.of()), size);
    }
    assertThat(search.choice().size()).hasValue(23);
    assertThat(search.nextRound()).contains(24);
  }

  @Test
  void opensGentlyWhereTheServerIsKnownToQueue() {
    World world = server(300, "100ms", OptionalInt.of(10));
    var search = new Search(Goal.parse("makespan"), theory(world, true), 300, new Random(1));
    assertThat(search.nextRound()).isNotEmpty().allMatch(size -> size <= 20);
  }

  @Test
  void aSizeThatTheBudgetCannotBearDoesNotEndTheSearchForTheOthers() throws Exception {
    World world = server(400, "200ms", OptionalInt.empty());
    for (int seed = 0; seed < 4; seed++) {
      SimulatedBench bench = bench(world, seed);
      Tuned tuned = tune("throughput=200/s", 400, world, Duration.ofSeconds(40), seed, true, bench);
      assertThat(bench.fired()).hasSizeGreaterThan(3);
      assertThat(tuned.choice()).isPresent();
    }
  }

  @Test
  void provesTheChoiceWithFreshShotsOfItAndItsNeighbours() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    Tuned tuned = tune("makespan", 64, world, BUDGET, 1);
    assertThat(tuned.proof().sizes()).contains(50, 34);
    assertThat(tuned.proof().of(50)).hasSize(3);
    assertThat(tuned.regret().orElseThrow()).isBetween(0.0, 0.05);
  }

  @Test
  void shotsOfDifferentSizesAreInterleavedInAnOrderOfTheSeed() throws Exception {
    assertThat(fired(1)).isEqualTo(fired(1)).isNotEqualTo(fired(2));
    List<Integer> order = fired(1);
    long changes =
        IntStream.range(1, order.size())
            .filter(i -> !order.get(i).equals(order.get(i - 1)))
            .count();
    assertThat(changes).isGreaterThan(order.size() / 2);
  }

  @Test
  void keepsTheBudgetAndTellsThatItEndedTheSearch() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    for (int seconds : List.of(4, 8, 15, 25)) {
      Duration budget = Duration.ofSeconds(seconds);
      SimulatedBench bench = bench(world, 1);
      Tuned tuned = tune("makespan", 100, world, budget, 1, true, bench);
      assertThat(bench.spent()).isLessThan(budget.plusSeconds(1));
      assertThat(tuned.end()).isEqualTo(Tuned.End.BUDGET);
      assertThat(tuned.choice()).hasValue(100);
    }
  }

  /** From some size on, every shot fails: what smaller ones showed is not lost. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 21, 34, 51, 100})
  void aSizeThatFailsLeavesTheLargestThatWorks(int failing) throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    for (int seed = 0; seed < 3; seed++) {
      SimulatedBench bench = bench(world, seed).failing(size -> size >= failing);
      Tuned tuned = tune("makespan", 100, world, BUDGET, seed, true, bench);
      int choice = tuned.choice().orElseThrow();
      assertThat(world.wall(choice).elapsedMs())
          .isLessThanOrEqualTo(1.05 * world.wall(failing - 1).elapsedMs());
      assertThat(choice).isLessThan(failing);
      assertThat(tuned.search().failures())
          .isNotEmpty()
          .allMatch(failure -> failure.size() >= failing);
      assertThat(bench.fired().stream().filter(size -> size >= failing).count())
          .isLessThanOrEqualTo(8);
      assertThat(tuned.end()).isEqualTo(Tuned.End.CERTAIN);
    }
  }

  @Test
  void whereEverySizeFailsNoneIsChosenAndFewAreTried() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench bench = bench(world, 1).failing(_ -> true);
    Tuned tuned = tune("makespan", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.FAILED);
    assertThat(tuned.choice()).isEmpty();
    assertThat(bench.fired()).hasSizeLessThanOrEqualTo(8).endsWith(1);
  }

  @Test
  void aServerThatEndsWithASizeNeverTriedLeavesWhatSmallerOnesShowed() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench whole = bench(world, 1);
    tune("throughput=240/s", 100, world, BUDGET, 1, true, whole);
    int last = whole.fired().indexOf(100) + 1;
    SimulatedBench bench = bench(world, 1).endingWith(last);
    Tuned tuned = tune("throughput=240/s", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.FAILED);
    assertThat(tuned.choice()).hasValue(50);
    assertThat(bench.fired()).hasSize(last);
  }

  @Test
  void aServerThatEndsWithASizeBelowOneThatWorkedLeavesNoChoice() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench bench = bench(world, 1).endingWith(4);
    Tuned tuned = tune("makespan", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.FAILED);
    assertThat(tuned.choice()).isEmpty();
    assertThat(bench.fired()).hasSize(4);
    assertThat(tuned.sizes()).isNotEmpty();
  }

  @Test
  void aSizeThatFailsInItsProofIsTakenBack() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench whole = bench(world, 1);
    tune("makespan", 100, world, BUDGET, 1, true, whole);
    int searched = whole.fired().size() - 6;
    var bench = bench(world, 1);
    bench.failing(size -> size == 100 && bench.fired().size() > searched);
    Tuned tuned = tune("makespan", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.search().failures()).extracting(SizeFailure::size).containsExactly(100);
    assertThat(tuned.choice()).hasValue(50);
    assertThat(tuned.proof().of(50)).hasSize(3);
    assertThat(tuned.proof().sizes()).doesNotContain(100);
    assertThat(tuned.isProved()).isTrue();
  }

  /** One shot in three, the first one of all included, in the search and in its proof. */
  @Test
  void aShotThatSaysNothingOfItsSizeIsFiredAgain() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench bench = bench(world, 1).disturbing(shot -> shot % 3 == 1);
    Tuned tuned = tune("makespan", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.CERTAIN);
    assertThat(tuned.search().failures()).isEmpty();
    assertThat(tuned.choice()).hasValue(100);
    assertThat(tuned.isProved()).isTrue();
    assertThat(tuned.disturbance()).isNull();
    List<Integer> fired = bench.fired();
    for (int shot = 1; shot < fired.size(); shot += 3) {
      assertThat(fired.get(shot)).isEqualTo(fired.get(shot - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 12})
  void shotsThatNeverCountEndTheSearchAndNoSizeIsBlamed(int from) throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench bench = bench(world, 1).disturbing(shot -> shot >= from);
    Tuned tuned = tune("makespan", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.DISTURBED);
    assertThat(tuned.disturbance()).isEqualTo("A process stood still.");
    assertThat(tuned.search().failures()).isEmpty();
    assertThat(bench.fired()).hasSize(from - 1 + Tuner.MOST_DISTURBED);
    assertThat(tuned.choice().isPresent()).isEqualTo(from > 1);
  }

  @Test
  void aShotIsFiredAgainOnlyWhileTheBudgetAllows() throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench bench = bench(world, 1).disturbing(_ -> true);
    Tuned tuned = tune("makespan", 100, world, Duration.ofSeconds(8), 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.BUDGET);
    assertThat(bench.fired()).hasSize(2);
    assertThat(tuned.disturbance()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 12})
  void aShotThatTheBudgetStopsEndsTheSearchAndNoSizeIsBlamed(int shot) throws Exception {
    World world = server(100, "200ms", OptionalInt.empty());
    SimulatedBench bench = bench(world, 1).stopping(shot);
    Tuned tuned = tune("makespan", 100, world, BUDGET, 1, true, bench);
    assertThat(tuned.end()).isEqualTo(Tuned.End.BUDGET);
    assertThat(tuned.search().failures()).isEmpty();
    assertThat(bench.fired()).hasSize(shot);
    assertThat(tuned.choice().isPresent()).isEqualTo(shot > 1);
  }

  @Test
  void aSizeThatIsTheOnlyOneIsNeitherProvedNorRefuted() throws Exception {
    Tuned tuned = tune("makespan", 1, server(20, "50ms", OptionalInt.empty()), BUDGET, 1);
    assertThat(tuned.choice()).hasValue(1);
    assertThat(tuned.proof().of(1)).hasSize(3);
    assertThat(tuned.regret()).isEmpty();
    assertThat(tuned.isProved()).isFalse();
    assertThat(tuned.isRefuted()).isFalse();
  }

  private static List<Integer> fired(int seed) throws Exception {
    World world = server(300, "lognormal:100ms,0.4", OptionalInt.empty());
    SimulatedBench bench = bench(world, seed);
    tune("makespan", 100, world, BUDGET, seed, true, bench);
    return bench.fired();
  }

  private static World server(int requests, String delay, OptionalInt capacity) {
    var work = new Work(WorkloadKind.HELLO, requests, Delay.parse(delay), 1);
    return new World(work, 0.05, 0.05, 2, capacity);
  }

  private static SimulatedBench bench(World world, int seed) {
    return new SimulatedBench(world, NOISE, new Random(seed));
  }

  private static Tuned tune(String goal, int most, World world, Duration budget, int seed)
      throws Exception {
    return tune(goal, most, world, budget, seed, true);
  }

  private static Tuned tune(
      String goal, int most, World world, Duration budget, int seed, boolean probed)
      throws Exception {
    return tune(goal, most, world, budget, seed, probed, bench(world, seed));
  }

  private static Tuned tune(
      String goal,
      int most,
      World world,
      Duration budget,
      int seed,
      boolean probed,
      SimulatedBench bench)
      throws Exception {
    Theory theory = theory(world, probed);
    var random = new Random(seed);
    var search = new Search(Goal.parse(goal), theory, Math.min(most, theory.requests()), random);
    return new Tuner(bench, search, budget, random).tune();
  }

  private static Theory theory(World world, boolean probed) {
    return new Theory(
        world.work(),
        Duration.ofNanos((long) (1e6 * (world.cpuMs() + world.sendMs()))),
        world.cores(),
        probed ? world.capacity() : OptionalInt.empty());
  }
}

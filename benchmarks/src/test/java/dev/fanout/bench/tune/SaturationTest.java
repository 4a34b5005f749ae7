package dev.fanout.bench.tune;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.tune.SimulatedBench.Handlers;
import dev.fanout.bench.tune.SimulatedBench.Servers;
import dev.fanout.bench.tune.SimulatedBench.UnevenWorkers;
import dev.fanout.bench.tune.SimulatedBench.World;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Capacity.Share;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that nobody can ask how many requests they answer at once, simulated. */
@Tag("slow")
class SaturationTest {
  private static final int REQUESTS = 200;
  private static final int CORES = 2;
  private static final double SEND_MS = 0.1;
  private static final Duration BUDGET = Duration.ofMinutes(5);
  private static final double NOISE = 0.01;

  /** A search that is over, and what is told of it. */
  private record Told(World world, SimulatedBench bench, Tuned tuned, Tuning tuning) {
    int size() {
      return requireNonNull(tuning.advice()).size();
    }

    Limit limit() {
      return requireNonNull(tuning.advice()).limit();
    }

    Capacity capacity() {
      return requireNonNull(tuning.capacity());
    }

    /** Against the best of all sizes. */
    double regret() {
      double best = Double.MAX_VALUE;
      for (int size = 1; size <= world.work().requests(); size++) {
        best = Math.min(best, wallMs(size));
      }
      return wallMs(size()) / best - 1;
    }

    private double wallMs(int size) {
      int shots = world.kind().changes() ? 20 : 1;
      double sum = 0;
      for (int shot = 0; shot < shots; shot++) {
        sum += world.wall(size).elapsedMs();
      }
      return sum / shots;
    }
  }

  /** The share by which the probe is wrong; it is right about the wait. */
  @ParameterizedTest
  @CsvSource({
    "7, 0.75",
    "7, 1.25",
    "16, 0.8",
    "16, 1",
    "16, 1.25",
    "40, 0.75",
    "40, 0.8",
    "40, 1.25",
    "64, 0.75",
    "64, 1.2"
  })
  void aCapacityThatTheProbeGotWrongIsFoundByTheSizes(int capacity, double wrong) {
    OptionalInt probed = OptionalInt.of((int) Math.round(wrong * capacity));
    Told told = tune(capped(capacity), "200ms", 0.4, probed, capacity);
    assertThat(told.regret()).isLessThanOrEqualTo(0.05);
    assertThat(told.limit()).isEqualTo(Limit.SERVER);
    assertThat(told.capacity().low()).isLessThanOrEqualTo(capacity);
    assertThat(told.capacity().high()).isBetween(capacity, (int) Math.ceil(1.12 * capacity));
    assertThat(told.capacity().atOnce())
        .isBetween((int) (0.95 * capacity), (int) (1.05 * capacity));
    assertThat(told.capacity().changes()).isFalse();
  }

  /** Such as a connection pool of 10 behind 100 threads. */
  @ParameterizedTest
  @ValueSource(ints = {7, 10, 16, 40, 64})
  void aCapacityThatTheProbeDidNotSeeIsFoundByTheSizes(int capacity) {
    Told told = tune(capped(capacity), "100ms", 0.4, OptionalInt.empty(), capacity);
    assertThat(told.regret()).isLessThanOrEqualTo(0.05);
    assertThat(told.limit()).isEqualTo(Limit.SERVER);
    assertThat(told.capacity().atOnce())
        .isBetween((int) (0.95 * capacity), (int) (1.05 * capacity));
    assertThat(told.size()).isLessThanOrEqualTo((int) Math.ceil(1.05 * capacity));
  }

  /** Which is no reason to call the cores the limit, nor to trust the times. */
  @ParameterizedTest
  @ValueSource(ints = {7, 16, 40, 64})
  void aCapacityIsFoundOnAMachineThatOtherProgramsKeepBusy(int capacity) {
    for (OptionalInt probed : List.of(OptionalInt.empty(), OptionalInt.of(capacity))) {
      World world = world(capped(capacity), "200ms", 0.4, probed, capacity);
      var bench = new SimulatedBench(world, 4 * NOISE, new Random(capacity)).busyWithOthers();
      Told told = tune(world, bench, probed, capacity);
      assertThat(told.regret()).isLessThanOrEqualTo(0.05);
      assertThat(told.limit()).isEqualTo(Limit.SERVER);
      assertThat(told.size()).isLessThanOrEqualTo((int) Math.ceil(1.1 * capacity));
      assertThat(told.tuning().trouble())
          .contains("cores were 98.0 % busy")
          .contains("these times cannot be trusted");
    }
  }

  @Test
  void otherProgramsAreNotTakenForAServerThatChanges() {
    World world = world(capped(1_000), "200ms", 0.4, OptionalInt.empty(), 1);
    for (int seed = 0; seed < 3; seed++) {
      var bench = new SimulatedBench(world, 0.15, new Random(seed)).busyWithOthers();
      Told told = tune(world, bench, OptionalInt.empty(), seed);
      assertThat(told.tuning().capacity()).isNull();
      assertThat(told.limit()).isNotIn(Limit.SERVER, Limit.CPU);
    }
  }

  /** A known limit of connections is none of the server, unless that answers still fewer. */
  @ParameterizedTest
  @CsvSource({"10, 1000, 10, CONNECTIONS", "40, 1000, 40, CONNECTIONS", "40, 16, 16, SERVER"})
  void theConnectionsAreTheLimitWhereTheyLetFewerThrough(
      int connections, int capacity, int size, Limit limit) {
    for (boolean busy : new boolean[] {false, true}) {
      int passing = Math.min(connections, capacity);
      World world = world(capped(passing), "200ms", 0.4, OptionalInt.empty(), 1);
      var bench = new SimulatedBench(world, busy ? 4 * NOISE : NOISE, new Random(1));
      Told told =
          tune(world, busy ? bench.busyWithOthers() : bench, OptionalInt.empty(), connections, 1);
      assertThat(told.regret()).isLessThanOrEqualTo(0.05);
      assertThat(told.limit()).isEqualTo(limit);
      assertThat(told.size()).isBetween((int) (0.9 * size), (int) (1.1 * size));
      assertThat(told.tuning().capacity() == null).isEqualTo(limit == Limit.CONNECTIONS);
    }
  }

  /** Whose delays are assumed, and are others in each shot. */
  @ParameterizedTest
  @ValueSource(ints = {16, 40})
  void theCapacityOfAServerWithChangingDelaysIsFoundNearly(int capacity) {
    OptionalInt probed = OptionalInt.of((int) (0.8 * capacity));
    for (int seed = 0; seed < 2; seed++) {
      Told told = tune(capped(capacity), "lognormal:200ms,0.3", 0.4, probed, seed);
      assertThat(told.limit()).isEqualTo(Limit.SERVER);
      assertThat(told.capacity().changes()).isFalse();
      assertThat(told.capacity().atOnce())
          .isBetween((int) (0.9 * capacity), (int) (1.1 * capacity));
    }
  }

  @Test
  void noSizesAreOpenedThatTheNewPredictionMakesPointless() {
    Told told = tune(capped(16), "200ms", 0.4, OptionalInt.of(60), 1);
    List<Integer> large =
        told.bench().fired().stream().filter(size -> size > 32).distinct().sorted().toList();
    assertThat(large).isSubsetOf(34, 50, 67, 80, 120).hasSizeLessThan(4); // at first, all of these
  }

  @Test
  void aCapacityThatNoSizeMeetsIsDropped() {
    Told told = tune(capped(1_000), "200ms", 0.1, OptionalInt.of(30), 1);
    assertThat(told.regret()).isLessThanOrEqualTo(0.05);
    assertThat(told.limit()).isEqualTo(Limit.REQUESTS);
    assertThat(told.capacity().atOnce()).isNull();
    assertThat(told.capacity().low()).isEqualTo(REQUESTS);
  }

  @Test
  void callsThatComputeAreNotTakenForAServerThatIsBusy() {
    for (int seed = 0; seed < 2; seed++) {
      Told told = tune(capped(1_000), "80ms", 20, OptionalInt.empty(), seed);
      assertThat(told.regret()).isLessThanOrEqualTo(0.05);
      assertThat(told.tuning().capacity()).isNull();
      assertThat(told.limit()).isEqualTo(Limit.CPU);
    }
  }

  @Test
  void aServerThatHandsItsConnectionsOutUnevenlyIsToldAsOneThatChanges() {
    for (int seed = 0; seed < 3; seed++) {
      Servers uneven = new UnevenWorkers(8, new Random(seed));
      Told told = tune(uneven, "200ms", 0.4, OptionalInt.of(13), seed);
      Capacity capacity = told.capacity();
      assertThat(told.tuned().isRefuted()).isFalse();
      assertThat(told.size()).isBetween(13, 19); // all of 16 and more take the same, by chance
      assertThat(capacity.atOnce()).isBetween(14, 17);
      assertThat(capacity.low()).isBetween(7, 9);
      assertThat(capacity.met())
          .extracting(Share::shots)
          .allMatch(shots -> shots > 0)
          .hasSizeBetween(2, 4);
      assertThat(capacity.met().stream().mapToInt(Share::shots).sum())
          .isBetween(told.bench().fired().size() / 2, told.bench().fired().size());
      assertThat(told.limit()).isEqualTo(Limit.SERVER);
    }
  }

  /** The slow server counts, so that a limit which it does not know is the client's. */
  @Test
  void ofAServerThatCountsNothingIsLearnt() {
    var work = new Work(WorkloadKind.HELLO, REQUESTS, Delay.parse("200ms"), 1);
    World world = new World(work, SEND_MS, 0.4, CORES, OptionalInt.empty(), capped(10));
    var theory = new Theory(work, Duration.ZERO, CORES, OptionalInt.empty());
    for (boolean counts : new boolean[] {false, true}) {
      var search = new Search(Goal.parse("makespan"), theory, REQUESTS, new Random(1));
      Map<Metric, Double> counted = counts ? Map.of(Metric.SERVER_PEAK_IN_FLIGHT, 10.0) : Map.of();
      for (int size : new int[] {50, 100}) {
        Sample seen = world.wall(size).disturbed(1);
        search.add(new Sample(seen.elapsedMs(), seen.p99Ms(), seen.answers(), counted), size);
      }
      assertThat(search.theory().capacity().isPresent()).isNotEqualTo(counts);
    }
  }

  private static Servers capped(int capacity) {
    return new Handlers(OptionalInt.of(capacity));
  }

  private static Told tune(
      Servers servers, String delay, double cpuMs, OptionalInt probed, int seed) {
    World world = world(servers, delay, cpuMs, probed, seed);
    return tune(world, new SimulatedBench(world, NOISE, new Random(seed)), probed, seed);
  }

  private static World world(
      Servers servers, String delay, double cpuMs, OptionalInt probed, int seed) {
    var work = new Work(WorkloadKind.HELLO, REQUESTS, Delay.parse(delay), seed);
    return new World(work, SEND_MS, cpuMs, CORES, probed, servers);
  }

  private static Told tune(World world, SimulatedBench bench, OptionalInt probed, int seed) {
    return tune(world, bench, probed, Integer.MAX_VALUE, seed);
  }

  private static Told tune(
      World world, SimulatedBench bench, OptionalInt probed, int connections, int seed) {
    var random = new Random(seed);
    var assumed = new Work(WorkloadKind.GET, REQUESTS, world.work().delay(), seed + 1_000);
    Duration cpu = Duration.ofNanos((long) (1e6 * (SEND_MS + world.cpuMs())));
    var theory = new Theory(assumed, cpu, CORES, probed).passing(connections);
    var search = new Search(Goal.parse("makespan"), theory, REQUESTS, random);
    try {
      Tuned tuned = new Tuner(bench, search, BUDGET, random).tune();
      return new Told(world, bench, tuned, tell(assumed, theory, tuned));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Tuning tell(Work assumed, Theory theory, Tuned tuned) {
    Integer capacity = theory.capacity().isEmpty() ? null : theory.capacity().getAsInt();
    var server = capacity == null ? Probe.Server.ANSWERS_ALL : Probe.Server.QUEUES;
    double waitMs = assumed.delay().median().toMillis();
    var probe = new Probe(20, waitMs, theory.callMs() - waitMs, CORES, server, 32, capacity, false);
    var question = Questions.of("fixed-thread-pool", "makespan", assumed, null);
    return new Advisor(question, REQUESTS, SizeLimit.REQUESTS, probe, null, theory)
        .tell(tuned, Duration.ofSeconds(40), null);
  }
}

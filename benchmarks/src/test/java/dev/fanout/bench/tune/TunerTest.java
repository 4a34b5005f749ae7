package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.tune.SimulatedBench.World;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against servers that are simulated on a virtual clock. */
@Tag("slow")
@Order(3)
class TunerTest {
  private static final Duration BUDGET = Duration.ofMinutes(5);
  private static final int WORLDS = 100;
  private static final int UNRULY = 40;

  /** Constants of the search were chosen on the first seeds, and on none of the others. */
  @ParameterizedTest
  @ValueSource(ints = {0, 170_000})
  void regretIsSmallOnHundredsOfServers(int firstSeed) throws Exception {
    var regrets = new ArrayList<Double>();
    var means = new ArrayList<Double>();
    var shots = new ArrayList<Double>();
    for (int seed = firstSeed; seed < firstSeed + WORLDS; seed++) {
      Tried tried = tried(seed, TunerTest::world);
      regrets.add(tried.regret());
      shots.add((double) tried.shots());
      if (!tried.world().work().delay().isFixed()) {
        means.add(tried.meanRegret());
      }
    }
    System.out.println("regret of the draw measured: " + distribution(regrets));
    System.out.println("regret over other draws:     " + distribution(means));
    System.out.println("shots fired:                 " + distribution(shots));
    assertThat(quantile(regrets, 0.98)).isLessThanOrEqualTo(0.05);
    assertThat(Collections.max(regrets)).isLessThan(0.15);
    assertThat(quantile(means, 0.9)).isLessThanOrEqualTo(0.06);
  }

  /** Servers that do not obey the theory by which sizes are predicted. */
  @ParameterizedTest
  @EnumSource
  void regretIsBoundedOnServersThatTheTheoryDoesNotKnow(Unruly kind) throws Exception {
    var regrets = new ArrayList<Double>();
    for (int seed = 0; seed < UNRULY; seed++) {
      regrets.add(tried(90_000 + seed, kind::world).regret());
    }
    System.out.printf("regret with %s: %s%n", kind, distribution(regrets));
    assertThat(quantile(regrets, 0.9)).isLessThanOrEqualTo(0.06);
    assertThat(Collections.max(regrets)).isLessThan(0.25);
  }

  /** A kind of such servers. */
  enum Unruly {
    WORKERS {
      @Override
      World world(World usual, Random random) {
        int workers = 2 + random.nextInt(4);
        int handlers = 2 + random.nextInt(8);
        return with(
            usual,
            OptionalInt.of(workers * handlers),
            new SimulatedBench.Workers(workers, handlers, random.nextInt(1_000)));
      }
    },
    SLOW_START {
      @Override
      World world(World usual, Random random) {
        return with(
            usual,
            OptionalInt.empty(),
            new SimulatedBench.SlowStart(1.5 + 3 * random.nextDouble(), 1 + random.nextInt(50)));
      }
    },
    PAUSES {
      @Override
      World world(World usual, Random random) {
        double delay = usual.work().delay().median().toMillis();
        double every = delay * (1 + 10 * random.nextDouble());
        return with(
            usual,
            OptionalInt.empty(),
            new SimulatedBench.Pauses(
                every, every * 0.3 * random.nextDouble(), every * random.nextDouble()));
      }
    },
    RATE_LIMIT {
      @Override
      World world(World usual, Random random) {
        int atOnce = logUniform(random, 4, 100);
        double delay = usual.work().delay().median().toMillis();
        return with(
            usual,
            OptionalInt.of(atOnce),
            new SimulatedBench.RateLimit(atOnce / delay, 1 + random.nextInt(20)));
      }
    };

    abstract World world(World usual, Random random);

    World world(Random random) {
      return world(TunerTest.world(random), random);
    }

    private static World with(World usual, OptionalInt seen, SimulatedBench.Servers kind) {
      return new World(usual.work(), usual.sendMs(), usual.cpuMs(), usual.cores(), seen, kind);
    }
  }

  /** A tuning against a server, and how well it did. */
  private record Tried(World world, int choice, int most, int shots, double regret) {
    double meanRegret() {
      return TunerTest.regret(
          IntStream.range(1_000, 1_008).mapToObj(world::withSeed).toList(), choice, most);
    }
  }

  private static Tried tried(int seed, Function<Random, World> worlds) throws Exception {
    var random = new Random(new SplittableRandom(seed).nextLong());
    World world = worlds.apply(random);
    int most = Math.min(logUniform(random, 4, 256), world.work().requests());
    boolean seen = random.nextInt(5) > 0;
    Theory theory = theory(world, seen);
    double wall = theory.ms(Math.min(most, theory.requests()));
    Duration budget = wall < 15_000 ? BUDGET : Duration.ofMillis((long) (30 * wall));
    double noise = 0.002 + 0.02 * random.nextDouble();
    var bench = new SimulatedBench(world, noise, random);
    Tuned tuned = tune(Goal.parse("makespan"), theory, most, bench, budget, random);
    int choice = tuned.choice().orElseThrow();
    double regret = regret(List.of(world), choice, most);
    if (regret > 0.05) {
      System.out.printf(
          Locale.ROOT, "regret %.3f with %d, up to %d: %s%n", regret, choice, most, world);
    }
    assertThat(bench.spent()).isLessThanOrEqualTo(budget.plusMillis((long) (0.5 * wall)));
    if (tuned.isProved()) {
      double enough = (Advice.WITHIN + 2 * noise) * best(world, tuned.proof().sizes());
      assertThat(world.wall(choice).elapsedMs()).as("%s", world).isLessThanOrEqualTo(enough);
    }
    return new Tried(world, choice, most, bench.fired().size(), regret);
  }

  private static double best(World world, Collection<Integer> sizes) {
    return sizes.stream().mapToDouble(size -> world.wall(size).elapsedMs()).min().orElseThrow();
  }

  private static double regret(List<World> worlds, int choice, int most) {
    return mean(worlds, choice) / bestMs(worlds, most) - 1;
  }

  /** Of all sizes; those are left out that cannot be the best. */
  private static double bestMs(List<World> worlds, int most) {
    double serial = worlds.stream().mapToDouble(World::serialMs).average().orElseThrow();
    double best = Double.MAX_VALUE;
    for (int size = most; size >= 1; size--) {
      if (serial / size < best) {
        best = Math.min(best, mean(worlds, size));
      }
    }
    return best;
  }

  private static double mean(List<World> worlds, int size) {
    return worlds.stream()
        .mapToDouble(world -> world.wall(size).elapsedMs())
        .average()
        .orElseThrow();
  }

  private static World world(Random random) {
    int requests = logUniform(random, 10, 1_000);
    int delay = logUniform(random, 20, 1_000);
    double share = random.nextBoolean() ? 0 : 0.5 * random.nextDouble();
    String text =
        random.nextBoolean()
            ? delay + "ms"
            : "lognormal:%dms,%s".formatted(delay, 0.2 + 0.1 * random.nextInt(4));
    int[] capacities = {0, 10, 25};
    int capacity = capacities[random.nextInt(3)];
    return new World(
        work(requests, text.substring(0, Math.min(text.length(), 20)), random.nextInt(1_000)),
        0.05 + 0.2 * random.nextDouble(),
        delay * share / (1 - share),
        1 << (1 + random.nextInt(3)),
        capacity == 0 ? OptionalInt.empty() : OptionalInt.of(capacity));
  }

  private static Work work(int requests, String delay, long seed) {
    return new Work(WorkloadKind.HELLO, requests, Delay.parse(delay), seed);
  }

  private static Theory theory(World world, boolean capacitySeen) {
    return new Theory(
        world.work(),
        Duration.ofNanos((long) (1e6 * (world.cpuMs() + world.sendMs()))),
        world.cores(),
        capacitySeen ? world.capacity() : OptionalInt.empty());
  }

  private static Tuned tune(
      Goal goal, Theory theory, int most, Bench bench, Duration budget, Random random)
      throws Exception {
    var search = new Search(goal, theory, most, random);
    return new Tuner(bench, search, budget, random).tune();
  }

  private static int logUniform(Random random, int low, int high) {
    return (int) Math.round(low * Math.pow((double) high / low, random.nextDouble()));
  }

  private static String distribution(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "median %.3f, 90 %% %.3f, 95 %% %.3f, 99 %% %.3f, worst %.3f, of %d",
        quantile(values, 0.5),
        quantile(values, 0.9),
        quantile(values, 0.95),
        quantile(values, 0.99),
        Collections.max(values),
        values.size());
  }

  private static double quantile(List<Double> values, double probability) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(probability * sorted.size()) - 1);
  }
}

package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.tune.SimulatedBench.World;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The search against servers that are simulated on a virtual clock. */
@Tag("slow")
class TunerTest {
  private static final int WORLDS = 200;
  private static final Duration BUDGET = Duration.ofMinutes(5);

  @Test
  void regretIsSmallOnHundredsOfServers() throws Exception {
    var regrets = new ArrayList<Double>();
    var means = new ArrayList<Double>();
    var shots = new ArrayList<Double>();
    for (int seed = 0; seed < WORLDS; seed++) {
      var random = new Random(new SplittableRandom(seed).nextLong());
      World world = world(random);
      int most = Math.min(logUniform(random, 4, 256), world.work().requests());
      boolean seen = random.nextInt(5) > 0;
      Theory theory = theory(world, seen);
      double wall = theory.ms(Math.min(most, theory.requests()));
      Duration budget = wall < 15_000 ? BUDGET : Duration.ofMillis((long) (30 * wall));
      var bench = new SimulatedBench(world, 0.002 + 0.02 * random.nextDouble(), random);
      Tuned tuned = tune(new Goal.Makespan(), theory, most, bench, budget, random);
      int choice = tuned.choice().orElseThrow();
      double regret = regret(world, choice, most);
      regrets.add(regret);
      if (!world.work().delay().isFixed()) {
        means.add(
            meanRegret(
                IntStream.range(1_000, 1_008).mapToObj(world::withSeed).toList(), choice, most));
      }
      shots.add((double) bench.fired().size());
      if (regret > 0.05) {
        System.out.printf(
            Locale.ROOT, "regret %.3f with %d, up to %d: %s%n", regret, choice, most, world);
      }
      assertThat(bench.spent()).isLessThanOrEqualTo(budget.plusMillis((long) (0.5 * wall)));
    }
    System.out.println("regret of the draw measured: " + distribution(regrets));
    System.out.println("regret over other draws:     " + distribution(means));
    System.out.println("shots fired:                 " + distribution(shots));
    assertThat(quantile(regrets, 0.98)).isLessThanOrEqualTo(0.05);
    assertThat(Collections.max(regrets)).isLessThan(0.08);
    assertThat(quantile(means, 0.9)).isLessThanOrEqualTo(0.06);
  }

  private static double regret(World world, int choice, int most) {
    return meanRegret(List.of(world), choice, most);
  }

  private static double meanRegret(List<World> worlds, int choice, int most) {
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
    return Theory.of(
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

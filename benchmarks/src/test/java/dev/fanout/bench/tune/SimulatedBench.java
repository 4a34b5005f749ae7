package dev.fanout.bench.tune;

import dev.fanout.bench.workload.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;

/** Shots that are simulated, event by event, on a virtual clock. */
final class SimulatedBench implements Bench {
  private static final Duration AROUND_A_SHOT = Duration.ofMillis(3_300);

  /**
   * What is simulated: sending and handling on the cores, in between the wait at the server.
   *
   * @param work the requests and their delays
   * @param sendMs CPU time of sending a request
   * @param cpuMs CPU time of handling its answer
   * @param cores that both are done on
   * @param capacity the requests that the server answers at once
   */
  record World(Work work, double sendMs, double cpuMs, int cores, OptionalInt capacity) {
    World withSeed(long seed) {
      return new World(work.withSeed(seed), sendMs, cpuMs, cores, capacity);
    }

    /** The true wall time in milliseconds, and the time of each request. */
    Wall wall(int size) {
      var events = new PriorityQueue<>(Comparator.comparingDouble(Event::readyMs));
      var cpus = free(cores);
      var server = free(capacity.orElse(work.requests()));
      int next = Math.min(size, work.requests());
      for (int request = 0; request < next; request++) {
        events.add(new Event(0, request, 0, Stage.SEND));
      }
      var times = new ArrayList<Double>();
      double last = 0;
      while (!events.isEmpty()) {
        Event event = events.remove();
        double tookMs =
            switch (event.stage) {
              case SEND -> sendMs;
              case SERVE -> work.delay(event.request).toMillis();
              case HANDLE -> cpuMs * unlike(event.request);
            };
        var resource = event.stage == Stage.SERVE ? server : cpus;
        double end = Math.max(event.readyMs, resource.remove()) + tookMs;
        resource.add(end);
        switch (event.stage) {
          case SEND -> events.add(new Event(end, event.request, event.begunMs, Stage.SERVE));
          case SERVE -> events.add(new Event(end, event.request, event.begunMs, Stage.HANDLE));
          case HANDLE -> {
            times.add(end - event.begunMs);
            last = Math.max(last, end);
            if (next < work.requests()) {
              events.add(new Event(end, next++, end, Stage.SEND));
            }
          }
        }
      }
      times.sort(Comparator.naturalOrder());
      return new Wall(last, times.get((int) Math.ceil(0.99 * times.size()) - 1));
    }

    /** No two answers cost quite the same, so that cores and delays do not march in step. */
    private static double unlike(int request) {
      return 0.8 + 0.4 * new SplittableRandom(request).nextDouble();
    }

    private static PriorityQueue<Double> free(int count) {
      var free = new PriorityQueue<Double>();
      for (int i = 0; i < count; i++) {
        free.add(0.0);
      }
      return free;
    }
  }

  record Wall(double elapsedMs, double p99Ms) {}

  private enum Stage {
    SEND,
    SERVE,
    HANDLE
  }

  private record Event(double readyMs, int request, double begunMs, Stage stage) {}

  private final World world;
  private final double noise;
  private final Random random;
  private final Map<Integer, Wall> walls = new HashMap<>();
  private final List<Integer> fired = new ArrayList<>();
  private int failsFrom = Integer.MAX_VALUE;
  private Duration clock = Duration.ZERO;

  /**
   * A bench.
   *
   * @param noise the standard deviation of a shot's wall time, as a share; one shot in twenty is
   *     longer by up to a fifth besides
   */
  SimulatedBench(World world, double noise, Random random) {
    this.world = world;
    this.noise = noise;
    this.random = random;
  }

  /** From that shot on, counted from 1, none counts. */
  SimulatedBench failingFrom(int shot) {
    failsFrom = shot;
    return this;
  }

  /** The sizes that were fired, in order. */
  List<Integer> fired() {
    return fired;
  }

  @Override
  public Optional<Sample> fire(int size) {
    fired.add(size);
    Wall wall = walls.computeIfAbsent(size, world::wall);
    double disturbed = Math.exp(noise * random.nextGaussian());
    if (random.nextInt(20) == 0) {
      disturbed *= 1 + 0.2 * random.nextDouble();
    }
    double elapsedMs = wall.elapsedMs() * disturbed;
    clock = clock.plus(cost(elapsedMs));
    return fired.size() >= failsFrom
        ? Optional.empty()
        : Optional.of(new Sample(elapsedMs, wall.p99Ms(), null, null, null, null, null));
  }

  @Override
  public Duration cost(double wallMs) {
    return AROUND_A_SHOT.plusNanos((long) (wallMs * 1e6));
  }

  @Override
  public Duration spent() {
    return clock;
  }
}

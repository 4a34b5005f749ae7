package dev.fanout.bench.tune;

import static dev.fanout.report.measurement.Metric.CPU_BUSY;
import static dev.fanout.report.measurement.Metric.CPU_SYSTEM_MS;
import static dev.fanout.report.measurement.Metric.CPU_USER_MS;

import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.SizeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

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
   * @param capacity the requests that the server answers at once, as a probe finds it
   * @param kind of server
   */
  record World(
      Work work, double sendMs, double cpuMs, int cores, OptionalInt capacity, Servers kind) {

    /** With a server as the theory has it. */
    World(Work work, double sendMs, double cpuMs, int cores, OptionalInt capacity) {
      this(work, sendMs, cpuMs, cores, capacity, new Handlers(capacity));
    }

    World withSeed(long seed) {
      return new World(work.withSeed(seed), sendMs, cpuMs, cores, capacity, kind);
    }

    /** The true wall time in milliseconds, and the time of each request. */
    Wall wall(int size) {
      int requests = work.requests();
      var events = new PriorityQueue<Event>();
      var cpus = new Resource(cores);
      Server server = kind.started();
      int next = Math.min(size, requests);
      for (int request = 0; request < next; request++) {
        events.add(new Event(0, request, request, 0, false));
      }
      double[] starts = new double[requests];
      double[] ends = new double[requests];
      double last = 0;
      while (!events.isEmpty()) {
        Event event = events.remove();
        if (!event.answered) {
          // Sending takes the same for all, so requests come to the server in this order.
          double sent = cpus.use(event.readyMs, sendMs);
          double delay = work.delay(event.request).toMillis();
          double answered = server.answeredMs(event.lane, sent, delay);
          events.add(new Event(answered, event.request, event.lane, event.begunMs, true));
          continue;
        }
        double end = cpus.use(event.readyMs, cpuMs * unlike(event.request));
        starts[event.request] = event.begunMs;
        ends[event.request] = end;
        last = Math.max(last, end);
        if (next < requests) {
          events.add(new Event(end, next++, event.lane, end, false));
        }
      }
      return new Wall(last, starts, ends);
    }

    /** The time of all requests one after another: P lanes need at least a P-th of it. */
    double serialMs() {
      double all = work.requests() * sendMs;
      for (int request = 0; request < work.requests(); request++) {
        all += work.delay(request).toMillis() + cpuMs * unlike(request);
      }
      return all;
    }

    /** No two answers cost quite the same, so that cores and delays do not march in step. */
    private static double unlike(int request) {
      return 0.8 + 0.4 * new SplittableRandom(request).nextDouble();
    }
  }

  /** A shot, undisturbed: how long it took, and from when to when each request. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Wall(double elapsedMs, double[] startsMs, double[] endsMs) {
    double p99Ms() {
      double[] times = new double[endsMs.length];
      Arrays.setAll(times, request -> endsMs[request] - startsMs[request]);
      Arrays.sort(times);
      return times[(int) Math.ceil(0.99 * times.length) - 1];
    }

    Sample disturbed(double factor) {
      return disturbed(factor, Map.of());
    }

    Sample disturbed(double factor, Map<Metric, Double> values) {
      var answers = new Answers(longer(startsMs, factor), longer(endsMs, factor));
      return new Sample(elapsedMs * factor, p99Ms(), answers, values);
    }

    private static double[] longer(double[] times, double factor) {
      return Arrays.stream(times).map(time -> factor * time).toArray();
    }
  }

  /** A server in one shot. */
  @FunctionalInterface
  interface Server {
    /** When the answer is there; requests come in the order in which they were sent. */
    double answeredMs(int connection, double sentMs, double delayMs);
  }

  /** A kind of server, of which each shot meets one that has just started. */
  interface Servers {
    Server started();

    /** Whether shots of one size meet different ones. */
    default boolean changes() {
      return false;
    }
  }

  /** As the theory has it: whichever handler is free first answers. */
  record Handlers(OptionalInt count) implements Servers {
    @Override
    public Server started() {
      if (count.isEmpty()) {
        return (_, sentMs, delayMs) -> sentMs + delayMs;
      }
      var handlers = new Resource(count.getAsInt());
      return (_, sentMs, delayMs) -> handlers.use(sentMs, delayMs);
    }
  }

  /** A connection stays with the worker that it came to by chance, even if others are idle. */
  record Workers(int count, int handlers, long seed) implements Servers {
    @Override
    public Server started() {
      List<Resource> workers = Stream.generate(() -> new Resource(handlers)).limit(count).toList();
      return (connection, sentMs, delayMs) -> {
        int worker = new SplittableRandom(seed + connection).nextInt(count);
        return workers.get(worker).use(sentMs, delayMs);
      };
    }
  }

  /** Two workers, of which one gets a share of each shot's connections that changes. */
  record UnevenWorkers(int handlers, Random random) implements Servers {
    @Override
    public Server started() {
      List<Resource> workers = Stream.generate(() -> new Resource(handlers)).limit(2).toList();
      double share = 0.5 + 0.25 * random.nextInt(3);
      return (connection, sentMs, delayMs) -> {
        boolean first = Math.floor(connection * share) == Math.floor((connection + 1) * share);
        return workers.get(first ? 0 : 1).use(sentMs, delayMs);
      };
    }

    @Override
    public boolean changes() {
      return true;
    }
  }

  /** The first answers take longer, so many times at first. */
  record SlowStart(double factor, int warmAfter) implements Servers {
    @Override
    public Server started() {
      int[] answers = new int[1];
      return (_, sentMs, delayMs) ->
          sentMs + delayMs * (1 + (factor - 1) * Math.exp(-(double) answers[0]++ / warmAfter));
    }
  }

  /** It stands still again and again, as for a garbage collection. */
  record Pauses(double everyMs, double lengthMs, double firstMs) implements Servers {
    @Override
    public Server started() {
      return (_, sentMs, delayMs) -> {
        double into = (sentMs + delayMs - firstMs) % everyMs;
        boolean paused = into >= 0 && into < lengthMs;
        return sentMs + delayMs + (paused ? lengthMs - into : 0);
      };
    }
  }

  /** It lets requests wait beyond a burst and a rate. */
  record RateLimit(double perMs, int burst) implements Servers {
    @Override
    public Server started() {
      double[] fullMs = new double[1]; // when the bucket is full of tokens again
      return (_, sentMs, delayMs) -> {
        double takenMs = Math.max(sentMs, fullMs[0] - (burst - 1) / perMs);
        fullMs[0] = Math.max(takenMs, fullMs[0]) + 1 / perMs;
        return takenMs + delayMs;
      };
    }
  }

  /** A request that is to be sent or, once it is answered, to be handled. */
  private record Event(double readyMs, int request, int lane, double begunMs, boolean answered)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return Double.compare(readyMs, other.readyMs);
    }
  }

  /** Cores or handlers, each of which serves one request at a time. */
  private static final class Resource {
    private final double[] freeMs;

    Resource(int count) {
      freeMs = new double[count];
    }

    /** Takes the one that is free first; returns when it is free again. */
    double use(double fromMs, double forMs) {
      int first = 0;
      for (int i = 1; i < freeMs.length && freeMs[first] > fromMs; i++) {
        first = freeMs[i] < freeMs[first] ? i : first;
      }
      freeMs[first] = Math.max(fromMs, freeMs[first]) + forMs;
      return freeMs[first];
    }
  }

  private final World world;
  private final double noise;
  private final Random random;
  private final Map<Integer, Wall> walls = new HashMap<>();
  private final List<Integer> fired = new ArrayList<>();
  private IntPredicate fails = _ -> false;
  private int endsWith = Integer.MAX_VALUE;
  private IntPredicate doNotCount = _ -> false;
  private int stopped = Integer.MAX_VALUE;
  private Duration clock = Duration.ZERO;
  private Map<Metric, Double> values = Map.of();

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

  /** Shots of those sizes fail. */
  SimulatedBench failing(IntPredicate sizes) {
    fails = sizes;
    return this;
  }

  /** Other programs keep the cores busy, and each shot shows it. */
  SimulatedBench busyWithOthers() {
    values = Map.of(CPU_BUSY, 0.98, CPU_USER_MS, 20.0, CPU_SYSTEM_MS, 10.0);
    return this;
  }

  /** From that shot on, counted from 1, the server answers nothing. */
  SimulatedBench endingWith(int shot) {
    endsWith = shot;
    return this;
  }

  /** Those shots, counted from 1, do not count, whatever their sizes. */
  SimulatedBench disturbing(IntPredicate shots) {
    doNotCount = shots;
    return this;
  }

  /** The budget stops that shot, counted from 1. */
  SimulatedBench stopping(int shot) {
    stopped = shot;
    return this;
  }

  /** The sizes that were fired, in order. */
  List<Integer> fired() {
    return fired;
  }

  @Override
  public ShotOutcome<Sample> fire(int size) {
    fired.add(size);
    Wall wall =
        world.kind().changes() ? world.wall(size) : walls.computeIfAbsent(size, world::wall);
    double disturbed = Math.exp(noise * random.nextGaussian());
    if (random.nextInt(20) == 0) {
      disturbed *= 1 + 0.2 * random.nextDouble();
    }
    double elapsedMs = wall.elapsedMs() * disturbed;
    clock = clock.plus(cost(elapsedMs));
    if (fired.size() == stopped) {
      clock = clock.plusDays(1);
      return new OutOfTime<>();
    }
    if (doNotCount.test(fired.size())) {
      return new Disturbed<>("A process stood still.");
    }
    boolean answers = fired.size() < endsWith;
    return answers && !fails.test(size)
        ? new Valid<>(wall.disturbed(disturbed, values))
        : new Failed<>(new SizeFailure(size, false, "some failed"), answers);
  }

  @Override
  public void found(int size, double wallMs) {}

  @Override
  public Duration cost(double wallMs) {
    return AROUND_A_SHOT.plusNanos((long) (wallMs * 1e6));
  }

  @Override
  public Duration spent() {
    return clock;
  }
}

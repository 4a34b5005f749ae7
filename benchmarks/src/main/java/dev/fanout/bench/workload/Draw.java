package dev.fanout.bench.workload;

import dev.fanout.bench.floor.Schedule;
import java.time.Duration;
import java.util.List;

/** The delays of a shot's requests, drawn once, stage by stage: what its floors follow from. */
public final class Draw {
  private final List<long[]> stages;
  private final long cpu;

  /**
   * A draw.
   *
   * @param stages the delays of the requests of each, in nanoseconds
   * @param cpu the CPU time of each answer after the first stage, likewise
   */
  Draw(List<long[]> stages, long cpu) {
    this.stages = List.copyOf(stages);
    this.cpu = cpu;
  }

  /** The least wall time of a model with that schedule on a perfect machine with so many cores. */
  public Duration floor(Schedule schedule, int cores) {
    return floor(schedule, cpu, cores);
  }

  /**
   * The least time in which a server that serves so many at once answers them, in whatever order;
   * they are free again before the CPU time of an answer is spent, which is spent elsewhere.
   */
  public Duration served(int atOnce) {
    return floor(Schedule.pool(atOnce).inAnyOrder(), 0, 1);
  }

  private Duration floor(Schedule schedule, long cpuOfLater, int cores) {
    long floor = 0;
    long each = 0; // the first answer of a crawl is the list, which costs none
    for (long[] delays : stages) {
      floor += schedule.floorNanos(new long[delays.length], delays, each, cores);
      each = cpuOfLater;
    }
    return Duration.ofNanos(floor);
  }
}

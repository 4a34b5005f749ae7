package dev.fanout.bench.workload;

import dev.fanout.bench.floor.Schedule;
import java.time.Duration;
import java.util.List;

/** The delays of a shot's requests, drawn once, stage by stage: what its floors follow from. */
public final class Draw {
  private final List<Stage> stages;

  Draw(List<Stage> stages) {
    this.stages = List.copyOf(stages);
  }

  /** The delays of the requests of one stage, and the CPU time of each answer, in nanoseconds. */
  static final class Stage {
    private final long[] releases; // a batch: all at 0
    private final long[] delays;
    private final long cpu;

    Stage(long[] delays, long cpu) {
      this.releases = new long[delays.length];
      this.delays = delays;
      this.cpu = cpu;
    }

    long floorNanos(Schedule schedule, int cores) {
      return schedule.floorNanos(releases, delays, cpu, cores);
    }

    /** The CPU time is spent elsewhere. */
    long servedNanos(Schedule server) {
      return server.floorNanos(releases, delays, 0, 1);
    }
  }

  /** The least wall time of a model with that schedule on a perfect machine with so many cores. */
  public Duration floor(Schedule schedule, int cores) {
    return Duration.ofNanos(
        stages.stream().mapToLong(stage -> stage.floorNanos(schedule, cores)).sum());
  }

  /**
   * The least time in which a server that serves so many at once answers them, in whatever order;
   * they are free again before the CPU time of an answer is spent.
   */
  public Duration served(int atOnce) {
    Schedule server = Schedule.pool(atOnce).inAnyOrder();
    return Duration.ofNanos(stages.stream().mapToLong(stage -> stage.servedNanos(server)).sum());
  }
}

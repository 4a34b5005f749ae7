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
    private final long[] delays;
    private final long cpu;

    Stage(long[] delays, long cpu) {
      this.delays = delays;
      this.cpu = cpu;
    }
  }

  /** The least wall time of a model with that schedule on a perfect machine with so many cores. */
  public Duration floor(Schedule schedule, int cores) {
    return Duration.ofNanos(
        stages.stream()
            .mapToLong(stage -> schedule.floorNanos(stage.delays, stage.cpu, cores))
            .sum());
  }

  /**
   * The least time in which a server with so many handler threads answers them, in whatever order;
   * they are free again before the CPU time of an answer is spent.
   */
  public Duration served(int handlerThreads) {
    Schedule server = Schedule.pool(handlerThreads).inAnyOrder();
    return Duration.ofNanos(
        stages.stream().mapToLong(stage -> server.floorNanos(stage.delays, 0, 1)).sum());
  }
}

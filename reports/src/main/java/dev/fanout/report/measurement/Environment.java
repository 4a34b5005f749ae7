package dev.fanout.report.measurement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where, with what and by which plan a run was measured: the content of environment.json.
 *
 * <p>What nobody recorded is absent: a run made from plain JMH's results knows no machine.
 */
public record Environment(
    String runId,
    Instant startedAt,
    @Nullable Instant endedAt,
    Outcome outcome,
    @Nullable Machine machine,
    Jdk jdk,
    Map<String, String> libraries,
    @Nullable Commit commit,
    String command,
    String server,
    Plan plan) {

  /** Takes command and server as {@link MaskedText}, since reports are shown to others. */
  public Environment {
    command = MaskedText.of(command);
    server = MaskedText.of(server);
  }

  /** How the run ended. */
  public enum Outcome {
    /** Not at all yet; or, in a folder left behind, it was killed. */
    RUNNING,
    /** Every planned shot came and is valid. */
    COMPLETE,
    /** Some shots are missing or invalid. */
    INCOMPLETE,
    /** A person or a signal ended it. */
    INTERRUPTED
  }

  /** The machine; what the system does not tell is absent. */
  public record Machine(
      String os,
      String arch,
      @Nullable String cpu,
      int cores,
      @Nullable Long memoryMib,
      @Nullable Long maxOpenFiles,
      @Nullable Integer somaxconn,
      @Nullable Double loadBefore) {}

  /**
   * The JDK, and the flags given to each measured JVM and to each worker JVM; the latter absent in
   * runs of before they were recorded.
   */
  public record Jdk(
      String version,
      @Nullable String vendor,
      List<String> flags,
      @Nullable List<String> workerFlags) {}

  /** The commit of the harness, and whether its tree held other changes. */
  public record Commit(String id, boolean dirty) {}

  /**
   * What was to be measured, in which order; there is no seed unless it was shuffled. The delays
   * are drawn by the same seed, where they are not fixed.
   */
  public record Plan(
      String preset, int requests, long delayMs, @Nullable Long seed, List<PlannedShot> shots) {
    /** Whether some delays are drawn, by the seed. */
    public boolean drawsDelays() {
      return shots.stream().anyMatch(shot -> shot.measured().delay() != null);
    }
  }

  /** One shot of the plan. */
  public record PlannedShot(Case measured, Temperature temperature, int round, double floorMs) {}

  /** The same run, with another shot in its plan: that of a search is made as it goes. */
  public Environment planning(PlannedShot next) {
    List<PlannedShot> shots = Stream.concat(plan.shots().stream(), Stream.of(next)).toList();
    return new Environment(
        runId,
        startedAt,
        endedAt,
        outcome,
        machine,
        jdk,
        libraries,
        commit,
        command,
        server,
        new Plan(plan.preset(), plan.requests(), plan.delayMs(), plan.seed(), shots));
  }

  /** The same run, ended. */
  public Environment ended(Outcome how, Instant when) {
    return new Environment(
        runId, startedAt, when, how, machine, jdk, libraries, commit, command, server, plan);
  }
}

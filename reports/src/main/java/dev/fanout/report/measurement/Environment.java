package dev.fanout.report.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
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

  private static List<String> masked(List<String> texts) {
    return texts.stream().map(MaskedText::of).toList();
  }

  private static Map<String, String> masked(Map<String, String> texts) {
    var masked = new LinkedHashMap<String, String>();
    texts.forEach((name, text) -> masked.put(name, MaskedText.of(text)));
    return masked;
  }

  /** How the run ended. */
  public enum Outcome {
    /** Not at all yet; or, in a folder left behind, it was killed. */
    RUNNING("has not ended, or was killed"),
    /** Every planned shot came and is valid. */
    COMPLETE("is complete"),
    /** Some shots are missing or invalid. */
    INCOMPLETE("is incomplete"),
    /** A person or a signal ended it. */
    INTERRUPTED("was interrupted");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** What is said of the run. */
    public String words() {
      return words;
    }
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
      @Nullable Double loadBefore) {

    /** Refuses numbers that no machine has. */
    public Machine {
      Bounds.require("cores", cores, 1);
      Bounds.require("memoryMib", memoryMib, 0);
      Bounds.require("maxOpenFiles", maxOpenFiles, 0);
      Bounds.require("somaxconn", somaxconn, 0);
      Bounds.require("loadBefore", loadBefore, 0);
    }
  }

  /**
   * The JDK of all JVMs.
   *
   * @param version with its build
   * @param vendor absent where it is not known
   * @param flags given to each measured JVM
   * @param workerFlags given to each worker JVM; absent in runs of before they were recorded
   * @param inherited the environment variables that were set and that a JVM, or the system's loader
   *     and memory allocator below it, obeys without being asked; absent where nobody recorded them
   */
  public record Jdk(
      String version,
      @Nullable String vendor,
      List<String> flags,
      @Nullable List<String> workerFlags,
      @Nullable Map<String, String> inherited) {

    /** Takes flags and settings as {@link MaskedText}. */
    public Jdk {
      flags = masked(flags);
      workerFlags = workerFlags == null ? null : masked(workerFlags);
      inherited = inherited == null ? null : masked(inherited);
    }
  }

  /** The commit of the harness, and whether its tree held other changes. */
  public record Commit(String id, boolean dirty) {
    /** Refuses a commit without an id. */
    public Commit {
      if (id.isBlank()) {
        throw new IllegalArgumentException("id is empty, and must be that of a commit");
      }
    }
  }

  /**
   * What was to be measured, in which order; there is no seed unless it was shuffled. The delays
   * are drawn by the same seed, where they are not fixed.
   *
   * @param assumesDelay true if the delay is the server's own, so that it is assumed, and each
   *     floor with it; else absent
   */
  public record Plan(
      String preset,
      int requests,
      long delayMs,
      @Nullable Long seed,
      List<PlannedShot> shots,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean assumesDelay) {
    /** Refuses work that cannot be. */
    public Plan {
      Bounds.require("requests", requests, 1);
      Bounds.require("delayMs", delayMs, 0);
      assumesDelay = Boolean.TRUE.equals(assumesDelay) ? true : null;
    }

    /** A plan whose delay was set. */
    public Plan(
        String preset, int requests, long delayMs, @Nullable Long seed, List<PlannedShot> shots) {
      this(preset, requests, delayMs, seed, shots, null);
    }

    /** Whether the delay, and so each floor, is assumed. */
    public boolean delayAssumed() {
      return assumesDelay != null;
    }

    private Plan with(PlannedShot next) {
      List<PlannedShot> more = Stream.concat(shots.stream(), Stream.of(next)).toList();
      return new Plan(preset, requests, delayMs, seed, more, assumesDelay);
    }

    /** Whether some delays are drawn, by the seed. */
    public boolean drawsDelays() {
      return shots.stream().anyMatch(shot -> shot.measured().delay() != null);
    }
  }

  /**
   * One shot of the plan.
   *
   * @param measured the case
   * @param temperature that of the JVM
   * @param round counts the shots of a case and temperature, from 1
   * @param floorMs the least wall time that a perfect machine needs; absent where it depends on
   *     cores that nobody recorded
   * @param server what answers it, in words; absent in runs of before it was recorded
   * @param flags given to its JVM beside those of each measured JVM; likewise
   */
  public record PlannedShot(
      Case measured,
      Temperature temperature,
      int round,
      @Nullable Double floorMs,
      @Nullable String server,
      @Nullable List<String> flags) {

    /** Refuses numbers that cannot be; takes server and flags as {@link MaskedText}. */
    public PlannedShot {
      server = server == null ? null : MaskedText.of(server);
      flags = flags == null ? null : masked(flags);
      Bounds.require("round", round, 1);
      Bounds.require("floorMs", floorMs, 0);
    }

    /** A shot of which neither server nor flags are recorded. */
    public PlannedShot(
        Case measured, Temperature temperature, int round, @Nullable Double floorMs) {
      this(measured, temperature, round, floorMs, null, null);
    }

    /** What tells it from all others of its run. */
    public ShotKey key() {
      return new ShotKey(measured, temperature, round);
    }
  }

  /** The same run, with another shot in its plan: that of a search is made as it goes. */
  public Environment planning(PlannedShot next) {
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
        plan.with(next));
  }

  /** The same run, ended. */
  public Environment ended(Outcome how, Instant when) {
    Instant end = when.isBefore(startedAt) ? startedAt : when; // the clock may have been set back
    return new Environment(
        runId, startedAt, end, how, machine, jdk, libraries, commit, command, server, plan);
  }
}

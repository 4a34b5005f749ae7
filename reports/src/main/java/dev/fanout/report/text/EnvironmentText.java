package dev.fanout.report.text;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where and with what a run was measured, in words. */
public final class EnvironmentText {
  /** What is said where nobody recorded something. */
  public static final String UNKNOWN = "unknown";

  private static final String ORDER = "Order of shots";

  /** Characters of a commit's id that tell it from any other. */
  private static final int SHORT_ID = 12;

  private EnvironmentText() {}

  /** Something about where and with what a run was measured. */
  public record Fact(String name, String value) {}

  /** The few that decide whether two runs can be compared. */
  public static String inOneLine(Environment environment) {
    String machine = environment.machine() == null ? "unknown machine" : machine(environment);
    return "%s; JDK %s".formatted(machine, environment.jdk().version());
  }

  /**
   * All facts, always with the same names, but for the order of shots where none were planned.
   *
   * @param quote stands before and after what was given to a program; empty for none
   */
  public static List<Fact> facts(Environment environment, String quote) {
    Plan plan = environment.plan();
    Machine machine = environment.machine();
    return Stream.of(
            new Fact("Run", environment.runId()),
            new Fact("Started", environment.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
            new Fact("Took", duration(environment)),
            new Fact("Command", quoted(environment.command(), quote)),
            new Fact("Machine", machine(environment)),
            new Fact(
                "Open files",
                machine == null ? UNKNOWN : "at most " + known(machine.maxOpenFiles())),
            new Fact(
                "JDK",
                "%s (%s)"
                    .formatted(environment.jdk().version(), known(environment.jdk().vendor()))),
            new Fact("JVM flags", flags(environment, quote)),
            new Fact("Server", environment.server()),
            new Fact(ORDER, order(plan)),
            new Fact("Commit", commit(environment.commit())),
            new Fact(
                "Libraries",
                environment.libraries().entrySet().stream()
                    .map(library -> library.getKey() + " " + library.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "))))
        .filter(fact -> !plan.shots().isEmpty() || !fact.name().equals(ORDER))
        .toList();
  }

  private static String machine(Environment environment) {
    Machine machine = environment.machine();
    if (machine == null) {
      return UNKNOWN;
    }
    String memory = memory(machine);
    return Stream.of(
            machine.os(),
            machine.cpu(),
            Figures.count(machine.cores(), "core"),
            memory == null ? null : memory + " of memory")
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  /** To the GiB, since each boot of a machine finds some MiB more or less. */
  public static @Nullable String memory(Machine machine) {
    Long mib = machine.memoryMib();
    return mib == null ? null : Math.round(mib / 1024.0) + " GiB";
  }

  private static String order(Plan plan) {
    if (plan.preset().equals("switch")) {
      return "none, since there are no shots";
    }
    return plan.seed() == null
        ? UNKNOWN
        : "shuffled%s with seed %d"
            .formatted(plan.drawsDelays() ? " and delays drawn" : "", plan.seed());
  }

  private static String duration(Environment environment) {
    Instant endedAt = environment.endedAt();
    if (endedAt == null) {
      return UNKNOWN;
    }
    return Figures.duration(Duration.between(environment.startedAt(), endedAt));
  }

  private static String commit(@Nullable Commit commit) {
    return commit == null ? "not measured from a git checkout" : commit.id() + changes(commit);
  }

  /** A commit in a few characters. */
  public static String shortCommit(Commit commit) {
    return commit.id().substring(0, Math.min(SHORT_ID, commit.id().length())) + changes(commit);
  }

  private static String changes(Commit commit) {
    return commit.dirty() ? " with uncommitted changes" : "";
  }

  /** The flags of all measured JVMs, then of single models, then the settings that they inherit. */
  private static String flags(Environment environment, String quote) {
    var text = new StringBuilder(quoted(String.join(" ", environment.jdk().flags()), quote));
    own(environment.plan().shots())
        .forEach(
            (flags, models) ->
                text.append(
                    ", %s also with %s"
                        .formatted(
                            String.join(" and ", models), quoted(String.join(" ", flags), quote))));
    Objects.requireNonNullElse(environment.jdk().inherited(), Map.<String, String>of())
        .forEach(
            (name, value) ->
                text.append(", and inherited %s".formatted(quoted(name + "=" + value, quote))));
    return text.toString();
  }

  /** The models whose JVMs had flags of their own, by these flags. */
  private static Map<List<String>, Set<String>> own(List<PlannedShot> shots) {
    var own = new LinkedHashMap<List<String>, Set<String>>();
    for (PlannedShot shot : shots) {
      List<String> flags = shot.flags();
      if (flags != null && !flags.isEmpty()) {
        own.computeIfAbsent(flags, _ -> new LinkedHashSet<>()).add(shot.measured().model());
      }
    }
    return own;
  }

  private static String quoted(String text, String quote) {
    return quote.isEmpty() ? text : quote + text.replace('`', '\'') + quote;
  }

  private static String known(@Nullable Object value) {
    return value == null ? UNKNOWN : value.toString();
  }
}

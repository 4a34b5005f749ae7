package dev.fanout.report.page;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.JvmFlags;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something about where and with what a run was measured. */
record Fact(String name, String value) {
  private static final String UNKNOWN = "unknown";

  /** The few that decide whether two runs can be compared. */
  static String inOneLine(Environment environment) {
    return "%s; JDK %s".formatted(machine(environment.machine()), environment.jdk().version());
  }

  static List<Fact> all(Environment environment) {
    return List.of(
        new Fact("Run", environment.runId()),
        new Fact("Started", environment.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
        new Fact("Took", duration(environment)),
        new Fact("Command", environment.command()),
        new Fact("Machine", machine(environment.machine())),
        new Fact("Open files", openFiles(environment.machine())),
        new Fact(
            "JDK",
            "%s (%s)"
                .formatted(environment.jdk().version(), orUnknown(environment.jdk().vendor()))),
        new Fact("JVM flags", JvmFlags.of(environment, "")),
        new Fact("Server", environment.server()),
        new Fact(
            environment.plan().drawsDelays() ? "Seed of order and delays" : "Seed of the order",
            orUnknown(environment.plan().seed())),
        new Fact("Commit", commit(environment.commit())),
        new Fact(
            "Libraries",
            environment.libraries().entrySet().stream()
                .map(library -> library.getKey() + " " + library.getValue())
                .sorted()
                .collect(Collectors.joining(", "))));
  }

  private static String openFiles(@Nullable Machine machine) {
    return machine == null ? UNKNOWN : "at most " + orUnknown(machine.maxOpenFiles());
  }

  private static String machine(@Nullable Machine machine) {
    if (machine == null) {
      return "machine unknown";
    }
    var parts = new ArrayList<String>();
    parts.add(machine.os());
    if (machine.cpu() != null) {
      parts.add(machine.cpu());
    }
    parts.add(Figures.count(machine.cores(), "core"));
    if (machine.memoryMib() != null) {
      parts.add(Math.round(machine.memoryMib() / 1024.0) + " GiB");
    }
    return String.join(", ", parts);
  }

  private static String duration(Environment environment) {
    var endedAt = environment.endedAt();
    if (endedAt == null) {
      return UNKNOWN;
    }
    Duration took = Duration.between(environment.startedAt(), endedAt);
    return "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart());
  }

  private static String commit(@Nullable Commit commit) {
    return commit == null
        ? "not measured from a git checkout"
        : commit.id() + (commit.dirty() ? ", with uncommitted changes" : "");
  }

  private static String orUnknown(@Nullable Object value) {
    return value == null ? UNKNOWN : value.toString();
  }
}

package dev.fanout.report.compare;

import static java.util.Objects.requireNonNullElse;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Shot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something other than time in which two runs differ.
 *
 * @param kind what it is a part of
 * @param what its name, such as {@code delay}
 * @param base its value in the baseline
 * @param fresh its value in the new run
 */
public record Difference(Kind kind, String what, String base, String fresh) {
  private static final String UNKNOWN = "unknown";

  /** Characters of a commit's id that tell it from any other. */
  private static final int SHORT_ID = 12;

  /** What a difference is a part of. */
  public enum Kind {
    /** The requests and the server: times of different work say nothing of each other. */
    WORK,
    /** The JDK and the flags of the measured JVMs. */
    JDK,
    /** The machine and its system. */
    MACHINE,
    /** The commit and the libraries: what one compares for. */
    CODE
  }

  /** Both values, such as {@code delay 3000 ms against 200 ms}. */
  @Override
  public String toString() {
    return "%s %s against %s".formatted(what, base, fresh);
  }

  /** All that differs. Work differs only where the two runs have none in common. */
  static List<Difference> between(ComparedRun base, ComparedRun fresh) {
    var found = new ArrayList<Difference>();
    work(base, fresh, found);
    jdk(base.environment().jdk(), fresh.environment().jdk(), found);
    machine(base.environment().machine(), fresh.environment().machine(), found);
    code(base.environment(), fresh.environment(), found);
    return List.copyOf(found);
  }

  private static void work(ComparedRun base, ComparedRun fresh, List<Difference> found) {
    disjoint("workload", base, fresh, Case::workload, "%s", found);
    disjoint("number of requests", base, fresh, Case::requests, "%d", found);
    disjoint("delay", base, fresh, Difference::delay, "%s", found);
    disjoint("CPU time", base, fresh, it -> requireNonNullElse(it.cpuMs(), 0L), "%d ms", found);
    disjoint("files", base, fresh, it -> requireNonNullElse(it.fileBytes(), 0), "%d bytes", found);
    disjoint("handler threads", base, fresh, Difference::handlerThreads, "%s", found);
    Plan from = base.environment().plan();
    Plan to = fresh.environment().plan();
    if (found.isEmpty() && from.drawsDelays() && to.drawsDelays()) {
      add(Kind.WORK, "seed of the delays", from.seed(), to.seed(), found);
    }
    if (found.isEmpty()) { // a slow server's description names its delay
      add(Kind.WORK, "server", base.environment().server(), fresh.environment().server(), found);
    }
  }

  private static String delay(Case measured) {
    return requireNonNullElse(measured.delay(), measured.delayMs() + " ms");
  }

  private static String handlerThreads(Case measured) {
    return measured.handlerThreads() == null ? "async" : measured.handlerThreads().toString();
  }

  private static <T extends Comparable<T>> void disjoint(
      String what,
      ComparedRun base,
      ComparedRun fresh,
      Function<Case, T> value,
      String format,
      List<Difference> found) {
    Set<T> of = cases(base).map(value).collect(Collectors.toCollection(TreeSet::new));
    Set<T> to = cases(fresh).map(value).collect(Collectors.toCollection(TreeSet::new));
    if (!of.isEmpty() && !to.isEmpty() && Collections.disjoint(of, to)) {
      add(Kind.WORK, what, listed(of, format), listed(to, format), found);
    }
  }

  private static Stream<Case> cases(ComparedRun run) {
    return Stream.concat(
        run.environment().plan().shots().stream().map(PlannedShot::measured),
        run.shots().stream().map(Shot::measured));
  }

  private static <T> String listed(Set<T> values, String format) {
    return values.stream().map(format::formatted).collect(Collectors.joining(", "));
  }

  private static void jdk(Jdk base, Jdk fresh, List<Difference> found) {
    add(Kind.JDK, "JDK", base.version(), fresh.version(), found);
    add(Kind.JDK, "JDK vendor", base.vendor(), fresh.vendor(), found);
    add(Kind.JDK, "JVM flags", flags(base), flags(fresh), found);
  }

  private static String flags(Jdk jdk) {
    return jdk.flags().isEmpty() ? "none" : String.join(" ", jdk.flags());
  }

  private static void machine(
      @Nullable Machine base, @Nullable Machine fresh, List<Difference> found) {
    if (base == null || fresh == null) {
      add(Kind.MACHINE, "machine", name(base), name(fresh), found);
      return;
    }
    add(Kind.MACHINE, "processor", base.cpu(), fresh.cpu(), found);
    add(Kind.MACHINE, "cores", base.cores(), fresh.cores(), found);
    add(Kind.MACHINE, "memory", memory(base), memory(fresh), found);
    add(Kind.MACHINE, "system", system(base), system(fresh), found);
  }

  private static @Nullable String name(@Nullable Machine machine) {
    return machine == null ? null : requireNonNullElse(machine.cpu(), system(machine));
  }

  /** To the GiB, since each boot of a machine finds some MiB more or less. */
  private static @Nullable String memory(Machine machine) {
    Long mib = machine.memoryMib();
    return mib == null ? null : Math.round(mib / 1024.0) + " GiB";
  }

  private static String system(Machine machine) {
    return machine.os() + " " + machine.arch();
  }

  private static void code(Environment base, Environment fresh, List<Difference> found) {
    add(Kind.CODE, "commit", commit(base.commit()), commit(fresh.commit()), found);
    var names = new TreeSet<>(base.libraries().keySet());
    names.addAll(fresh.libraries().keySet());
    for (String name : names) {
      add(Kind.CODE, name, base.libraries().get(name), fresh.libraries().get(name), found);
    }
  }

  private static @Nullable String commit(@Nullable Commit commit) {
    return commit == null
        ? null
        : commit.id().substring(0, Math.min(SHORT_ID, commit.id().length()))
            + (commit.dirty() ? " with uncommitted changes" : "");
  }

  private static void add(
      Kind kind,
      String what,
      @Nullable Object base,
      @Nullable Object fresh,
      List<Difference> found) {
    if (!Objects.equals(base, fresh)) {
      found.add(
          new Difference(
              kind,
              what,
              requireNonNullElse(base, UNKNOWN).toString(),
              requireNonNullElse(fresh, UNKNOWN).toString()));
    }
  }
}

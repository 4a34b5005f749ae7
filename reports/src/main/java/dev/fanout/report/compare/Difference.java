package dev.fanout.report.compare;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.EnvironmentText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
  /** What a difference is a part of. */
  public enum Kind {
    /** The requests and the server: times of different work say nothing of each other. */
    WORK,
    /** The JDK, the flags of the measured JVMs, and the settings that they inherit. */
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
    Set<Case> shared = cases(base).collect(Collectors.toCollection(LinkedHashSet::new));
    shared.retainAll(cases(fresh).toList());
    if (found.isEmpty()) { // a slow server's description names its delay
      server(base, fresh, shared, found);
    }
    jdk(base, fresh, shared, found);
    machine(base.environment().machine(), fresh.environment().machine(), found);
    code(base.environment(), fresh.environment(), found);
    return List.copyOf(found);
  }

  private static void work(ComparedRun base, ComparedRun fresh, List<Difference> found) {
    for (Parameter parameter : Parameter.of(Role.WORK, Role.SERVER)) {
      if (parameter != Parameter.DELAY) { // which stands beside its median
        disjoint(parameter, base, fresh, found);
      }
    }
    Plan from = base.environment().plan();
    Plan to = fresh.environment().plan();
    if (found.isEmpty() && from.drawsDelays() && to.drawsDelays()) {
      add(Kind.WORK, "seed of the delays", from.seed(), to.seed(), found);
    }
  }

  /** The servers of the cases that both runs have; of all cases, where they share none. */
  private static void server(
      ComparedRun base, ComparedRun fresh, Set<Case> shared, List<Difference> found) {
    List<Predicate<Case>> compared =
        shared.isEmpty()
            ? List.of(_ -> true)
            : shared.stream().<Predicate<Case>>map(each -> each::equals).toList();
    for (Predicate<Case> cases : compared) {
      Set<String> of = servers(base, cases);
      Set<String> to = servers(fresh, cases);
      if (Collections.disjoint(of, to)) {
        add(Kind.WORK, "server", String.join("; ", of), String.join("; ", to), found);
        return; // the others differ alike
      }
    }
  }

  /** What is known of the servers of some cases; all of the run, if it did not tell them apart. */
  private static Set<String> servers(ComparedRun run, Predicate<Case> cases) {
    Set<String> known =
        run.environment().plan().shots().stream()
            .filter(shot -> cases.test(shot.measured()))
            .flatMap(shot -> Optional.ofNullable(shot.server()).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return known.isEmpty()
        ? new LinkedHashSet<>(List.of(run.environment().server().split("; ", -1)))
        : known;
  }

  private static void disjoint(
      Parameter parameter, ComparedRun base, ComparedRun fresh, List<Difference> found) {
    Set<String> of = texts(parameter, base);
    Set<String> to = texts(parameter, fresh);
    if (!of.isEmpty() && !to.isEmpty() && Collections.disjoint(of, to)) {
      add(Kind.WORK, parameter.title(), String.join(", ", of), String.join(", ", to), found);
    }
  }

  /** The values of a parameter, from the least on. */
  private static Set<String> texts(Parameter parameter, ComparedRun run) {
    return cases(run)
        .sorted(comparingLong(each -> order(each.value(parameter))))
        .map(each -> text(parameter, each))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static long order(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : Long.MAX_VALUE;
  }

  private static String text(Parameter parameter, Case measured) {
    boolean drawn = parameter == Parameter.DELAY_MS && measured.delay() != null;
    return drawn
        ? requireNonNull(measured.delay())
        : requireNonNullElse(
            parameter.withUnit(parameter.orUsual(measured.value(parameter))), "none");
  }

  private static Stream<Case> cases(ComparedRun run) {
    return Stream.concat(
        run.environment().plan().shots().stream().map(PlannedShot::measured),
        run.shots().stream().map(Shot::measured));
  }

  private static void jdk(
      ComparedRun base, ComparedRun fresh, Set<Case> shared, List<Difference> found) {
    Jdk of = base.environment().jdk();
    Jdk to = fresh.environment().jdk();
    add(Kind.JDK, "JDK", of.version(), to.version(), found);
    add(Kind.JDK, "JDK vendor", of.vendor(), to.vendor(), found);
    flags(base, fresh, shared, found);
    each(Kind.JDK, of.inherited(), to.inherited(), "not set", found);
  }

  /** Those of the cases that both runs have; of every measured JVM, where they share none. */
  private static void flags(
      ComparedRun base, ComparedRun fresh, Set<Case> shared, List<Difference> found) {
    if (shared.isEmpty()) {
      flags("", base.environment().jdk().flags(), fresh.environment().jdk().flags(), found);
      return;
    }
    var told = new HashSet<List<List<String>>>();
    for (Case each : shared) {
      Optional<List<String>> ofBase = ownFlags(base, each);
      Optional<List<String>> ofFresh = ownFlags(fresh, each);
      boolean known = ofBase.isPresent() && ofFresh.isPresent();
      List<String> from = flags(base, known ? ofBase.get() : List.of());
      List<String> to = flags(fresh, known ? ofFresh.get() : List.of());
      if (told.add(List.of(from, to))) { // the same for many cases, as a rule
        boolean own = known && !(ofBase.get().isEmpty() && ofFresh.get().isEmpty());
        flags(own ? " of " + each.label() : "", from, to, found);
      }
    }
  }

  private static void flags(
      String whose, List<String> base, List<String> fresh, List<Difference> found) {
    if (!Set.copyOf(base).equals(Set.copyOf(fresh))) {
      add(Kind.JDK, "JVM flags" + whose, listed(base), listed(fresh), found);
    }
  }

  private static List<String> flags(ComparedRun run, List<String> own) {
    return Stream.concat(run.environment().jdk().flags().stream(), own.stream())
        .distinct()
        .toList();
  }

  /** Those beside the flags of every measured JVM; empty if nobody recorded them. */
  private static Optional<List<String>> ownFlags(ComparedRun run, Case measured) {
    return run.environment().plan().shots().stream()
        .filter(shot -> shot.measured().equals(measured))
        .flatMap(shot -> Optional.ofNullable(shot.flags()).stream())
        .findFirst();
  }

  private static String listed(List<String> flags) {
    return flags.isEmpty() ? "none" : String.join(" ", flags);
  }

  private static void machine(
      @Nullable Machine base, @Nullable Machine fresh, List<Difference> found) {
    if (base == null || fresh == null) {
      add(Kind.MACHINE, "machine", name(base), name(fresh), found);
      return;
    }
    add(Kind.MACHINE, "processor", base.cpu(), fresh.cpu(), found);
    add(Kind.MACHINE, "cores", base.cores(), fresh.cores(), found);
    add(Kind.MACHINE, "memory", EnvironmentText.memory(base), EnvironmentText.memory(fresh), found);
    add(Kind.MACHINE, "system", system(base), system(fresh), found);
  }

  private static @Nullable String name(@Nullable Machine machine) {
    return machine == null ? null : requireNonNullElse(machine.cpu(), system(machine));
  }

  private static String system(Machine machine) {
    return machine.os() + " " + machine.arch();
  }

  private static void code(Environment base, Environment fresh, List<Difference> found) {
    add(Kind.CODE, "commit", commit(base.commit()), commit(fresh.commit()), found);
    each(Kind.CODE, base.libraries(), fresh.libraries(), EnvironmentText.UNKNOWN, found);
  }

  /**
   * All that differs in two maps, by name; something that one run has and of which the other does
   * not know may differ as well.
   */
  private static void each(
      Kind kind,
      @Nullable Map<String, String> base,
      @Nullable Map<String, String> fresh,
      String absent,
      List<Difference> found) {
    Stream.of(base, fresh)
        .flatMap(known -> known == null ? Stream.of() : known.keySet().stream())
        .sorted()
        .distinct()
        .forEach(
            name ->
                add(
                    kind,
                    name,
                    base == null ? null : base.getOrDefault(name, absent),
                    fresh == null ? null : fresh.getOrDefault(name, absent),
                    found));
  }

  private static @Nullable String commit(@Nullable Commit commit) {
    return commit == null ? null : EnvironmentText.shortCommit(commit);
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
              requireNonNullElse(base, EnvironmentText.UNKNOWN).toString(),
              requireNonNullElse(fresh, EnvironmentText.UNKNOWN).toString()));
    }
  }
}

package dev.fanout.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.fanout.report.Samples;
import dev.fanout.report.compare.Difference.Kind;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
  private static final Environment HERE = environment("slow server", machine(2, 24_103L), jdk());

  static List<Arguments> differences() {
    return List.of(
        Arguments.of(
            Kind.WORK, "number of requests 100 against 10", run(HERE, of("hello", 10, 3_000))),
        Arguments.of(Kind.WORK, "delay 3000 ms against 200 ms", run(HERE, of("hello", 100, 200))),
        Arguments.of(Kind.WORK, "workload hello against crawl", run(HERE, of("crawl", 100, 3_000))),
        Arguments.of(
            Kind.WORK,
            "delay 3000 ms against uniform:1s..5s",
            run(HERE, it -> Samples.at(it, "hello", "uniform:1s..5s", null, null))),
        Arguments.of(
            Kind.WORK,
            "CPU time 0 ms against 20 ms",
            run(HERE, it -> Samples.at(it, "hello", null, 20L, null))),
        Arguments.of(
            Kind.WORK,
            "handler threads async against 10",
            run(HERE, it -> Samples.against(10, it))),
        Arguments.of(
            Kind.WORK,
            "server slow server against http://10.0.0.1/",
            run(environment("http://10.0.0.1/", machine(2, 24_103L), jdk()))),
        Arguments.of(
            Kind.JDK,
            "JDK 25 against 26",
            run(
                environment(
                    "slow server",
                    machine(2, 24_103L),
                    new Jdk("26", "V", List.of(), null, null)))),
        Arguments.of(
            Kind.JDK,
            "JVM flags none against -Xint",
            run(
                environment(
                    "slow server",
                    machine(2, 24_103L),
                    new Jdk("25", "V", List.of("-Xint"), null, null)))),
        Arguments.of(
            Kind.JDK,
            "JAVA_TOOL_OPTIONS unknown against -Xint",
            run(
                environment(
                    "slow server",
                    machine(2, 24_103L),
                    new Jdk("25", "V", List.of(), null, Map.of("JAVA_TOOL_OPTIONS", "-Xint"))))),
        Arguments.of(
            Kind.MACHINE,
            "cores 2 against 4",
            run(environment("slow server", machine(4, 24_103L), jdk()))),
        Arguments.of(
            Kind.MACHINE,
            "memory 24 GiB against 8 GiB",
            run(environment("slow server", machine(2, 8_192L), jdk()))),
        Arguments.of(
            Kind.MACHINE,
            "memory 24 GiB against unknown",
            run(environment("slow server", machine(2, null), jdk()))),
        Arguments.of(
            Kind.MACHINE,
            "machine CPU against unknown",
            run(environment("slow server", null, jdk()))));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void refusesWhatIsNotTheSameAndNamesBothValues(Kind kind, String what, ComparedRun other) {
    assertThatExceptionOfType(NotComparableException.class)
        .isThrownBy(() -> Comparison.of(run(HERE), other, everythingBut(kind)))
        .withMessage("run and run cannot be compared: " + what + ".")
        .satisfies(
            e -> assertThat(e.differences()).extracting(Difference::kind).containsOnly(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xint, -Xint,",
    "-Xint, '', 'LD_PRELOAD -Xint against not set'",
    "'', -Xint, 'LD_PRELOAD not set against -Xint'",
    "-Xint, -Xmx1g, 'LD_PRELOAD -Xint against -Xmx1g'",
    "'', '',",
    "'', ?,",
    "?, -Xint, 'LD_PRELOAD unknown against -Xint'"
  })
  void settingsThatAreInheritedAreCompared(String base, String fresh, @Nullable String difference)
      throws NotComparableException {
    assertThat(
            Comparison.of(inheriting(base), inheriting(fresh), EnumSet.of(Kind.JDK)).differences())
        .map(Difference::toString)
        .isEqualTo(difference == null ? List.of() : List.of(difference));
  }

  private static ComparedRun inheriting(String value) {
    Map<String, String> settings = value.isEmpty() ? Map.of() : Map.of("LD_PRELOAD", value);
    return run(
        environment(
            "slow server",
            machine(2, 24_103L),
            new Jdk("25", "V", List.of(), null, value.equals("?") ? null : settings)));
  }

  /** Against a server of 10 handler threads, and one of as many as asked. */
  private static ComparedRun against(int threads, boolean recorded) {
    List<Case> cases =
        List.of(Samples.against(10, Samples.VIRTUAL), Samples.against(threads, Samples.VIRTUAL));
    List<String> servers = List.of("server of 10", "server of " + threads);
    Environment environment = environment(String.join("; ", servers), machine(2, 24_103L), jdk());
    List<PlannedShot> planned =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    new PlannedShot(
                        cases.get(i),
                        Temperature.WARM,
                        1,
                        30_000.0,
                        recorded ? servers.get(i) : null,
                        null))
            .toList();
    return new ComparedRun(
        "run",
        planning(environment, planned),
        cases.stream()
            .map(each -> Samples.shot(each, Temperature.WARM, 1, 30_000, 30_020))
            .toList());
  }

  private static Environment planning(Environment environment, List<PlannedShot> shots) {
    return new Environment(
        environment.runId(),
        environment.startedAt(),
        environment.endedAt(),
        environment.outcome(),
        environment.machine(),
        environment.jdk(),
        environment.libraries(),
        environment.commit(),
        environment.command(),
        environment.server(),
        new Plan("server", 100, 3_000, 1L, shots));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void runsThatShareSomeServersAreComparedOnThese(boolean base, boolean fresh)
      throws NotComparableException {
    assertThat(Comparison.of(against(25, base), against(50, fresh), Set.of()).changes())
        .extracting(change -> change.measured().label(), Change::baseShots, Change::newShots)
        .containsExactlyInAnyOrder(
            tuple("virtual-threads 10 handlers", 1, 1),
            tuple("virtual-threads 25 handlers", 1, 0),
            tuple("virtual-threads 50 handlers", 0, 1));
  }

  @Test
  void theSameCaseAgainstAnotherServerIsRefused() {
    ComparedRun here = against(25, true);
    List<PlannedShot> moved =
        here.environment().plan().shots().stream()
            .map(
                shot ->
                    new PlannedShot(
                        shot.measured(),
                        shot.temperature(),
                        shot.round(),
                        shot.floorMs(),
                        "http://10.0.0.1/",
                        null))
            .toList();
    var there = new ComparedRun("run", planning(here.environment(), moved), here.shots());
    assertThatExceptionOfType(NotComparableException.class)
        .isThrownBy(() -> Comparison.of(here, there, everythingBut(Kind.WORK)))
        .withMessage(
            "run and run cannot be compared: server server of 10 against http://10.0.0.1/.");
  }

  @Test
  void withoutAFloorTheNoiseBandIsTheLeast() throws NotComparableException {
    Shot unknown =
        Samples.onUnknownCores(Samples.shot(Samples.VIRTUAL, Temperature.WARM, 1, 3_000, 3_020));
    var run = new ComparedRun("run", HERE, List.of(unknown));
    assertThat(Comparison.of(run, run, Set.of()).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.bandMs()).isEqualTo(5);
              assertThat(change.shift()).isNotNull();
            });
  }

  @Test
  void refusesDelaysThatWereDrawnByAnotherSeed() throws NotComparableException {
    assertThat(Comparison.of(drawn(1L), drawn(1L), Set.of()).changes()).hasSize(1);
    assertThatExceptionOfType(NotComparableException.class)
        .isThrownBy(() -> Comparison.of(drawn(1L), drawn(2L), everythingBut(Kind.WORK)))
        .withMessage("run and run cannot be compared: seed of the delays 1 against 2.");
    assertThatExceptionOfType(NotComparableException.class)
        .isThrownBy(() -> Comparison.of(drawn(1L), drawn(null), Set.of()))
        .withMessageContaining("seed of the delays 1 against unknown");
  }

  private static ComparedRun drawn(@Nullable Long seed) {
    Case measured = Samples.at(Samples.VIRTUAL, "hello", "uniform:1s..5s", null, null);
    Plan plan =
        new Plan(
            "tutorial",
            100,
            3_000,
            seed,
            List.of(new PlannedShot(measured, Temperature.WARM, 1, 4_900.0)));
    Environment environment =
        new Environment(
            HERE.runId(),
            HERE.startedAt(),
            HERE.endedAt(),
            HERE.outcome(),
            HERE.machine(),
            HERE.jdk(),
            HERE.libraries(),
            HERE.commit(),
            HERE.command(),
            HERE.server(),
            plan);
    return run(environment, _ -> measured);
  }

  @Test
  void theSameModelAgainstAnotherServerIsAnotherCase() throws NotComparableException {
    ComparedRun base = run(HERE);
    Case bound = Samples.against(10, Samples.VIRTUAL);
    var both =
        new ComparedRun(
            "run",
            HERE,
            List.of(
                base.shots().getFirst(), Samples.shot(bound, Temperature.WARM, 1, 30_000, 30_020)));
    assertThat(Comparison.of(base, both, Set.of()).changes())
        .extracting(change -> change.measured().label(), Change::baseShots, Change::newShots)
        .containsExactlyInAnyOrder(
            tuple("virtual-threads", 1, 1), tuple("virtual-threads 10 handlers", 0, 1));
  }

  @Test
  void comparesAcrossWhatIsAskedForAndSaysSo() throws NotComparableException {
    ComparedRun other =
        run(environment("slow server", null, new Jdk("26", "V", List.of(), null, null)));
    assertThat(Comparison.of(run(HERE), other, EnumSet.of(Kind.JDK, Kind.MACHINE)).differences())
        .extracting(Difference::toString)
        .containsExactly("JDK 25 against 26", "machine CPU against unknown");
  }

  @Test
  void codeMayDifferAndIsNamed() throws NotComparableException {
    Environment later =
        new Environment(
            HERE.runId(),
            HERE.startedAt(),
            HERE.endedAt(),
            HERE.outcome(),
            HERE.machine(),
            HERE.jdk(),
            Map.of("okhttp", "6"),
            new Commit("b", true),
            HERE.command(),
            HERE.server(),
            HERE.plan());
    assertThat(Comparison.of(run(HERE), run(later), Set.of()).differences())
        .extracting(Difference::toString)
        .containsExactly("commit a against b with uncommitted changes", "okhttp 5 against 6");
  }

  @Test
  void someMebibytesMoreAreTheSameMachine() throws NotComparableException {
    ComparedRun other = run(environment("slow server", machine(2, 24_099L), jdk()));
    assertThat(Comparison.of(run(HERE), other, Set.of()).differences()).isEmpty();
  }

  @Test
  void aRunWithoutShotsIsComparedToo() throws NotComparableException {
    Comparison comparison =
        Comparison.of(run(HERE), new ComparedRun("empty", HERE, List.of()), Set.of());
    Change change = comparison.changes().getFirst();
    assertThat(change.newShots()).isZero();
    assertThat(change.shift()).isNull();
    assertThat(change.percent()).isNull();
    assertThat(change.verdict()).isEqualTo(Change.Verdict.TOO_FEW_SHOTS_TO_TELL);
  }

  @Test
  void everyCaseOfEitherRunHasARow() throws NotComparableException {
    Case other = new Case("added", null, null, 7, null, 7, "hello", 100, 3_000);
    Comparison comparison = Comparison.of(run(HERE), run(HERE, _ -> other), Set.of());
    assertThat(comparison.changes())
        .extracting(
            change -> change.measured().label(),
            Change::temperature,
            Change::baseShots,
            Change::newShots)
        .containsExactlyInAnyOrder(
            tuple("virtual-threads", Temperature.WARM, 1, 0),
            tuple("added 7", Temperature.WARM, 0, 1));
  }

  @Test
  void saysThatShotsWereLostWhateverTheOutcomeSays() throws NotComparableException {
    List<PlannedShot> two =
        List.of(
            new PlannedShot(Samples.VIRTUAL, Temperature.WARM, 1, 3_000.0),
            new PlannedShot(Samples.VIRTUAL, Temperature.WARM, 2, 3_000.0));
    ComparedRun lost = new ComparedRun("lost", planning(HERE, two), run(HERE).shots());
    assertThat(ComparisonText.remarks(Comparison.of(run(HERE), lost, Set.of())))
        .contains(
            "lost is complete according to environment.json, but not according to shots.csv: 1 of 2"
                + " planned shots valid.");
  }

  @Test
  void coldAndWarmAreNotMixedAndFailedShotsLeftOut() throws NotComparableException {
    List<Shot> shots =
        List.of(
            Samples.shot(Samples.VIRTUAL, Temperature.WARM, 1, 3_000, 3_020),
            Samples.shot(Samples.VIRTUAL, Temperature.COLD, 1, 3_000, 3_250),
            Samples.failedShot(Samples.VIRTUAL, Temperature.COLD, 2));
    var same = new ComparedRun("run", HERE, shots);
    assertThat(Comparison.of(same, same, Set.of()).changes())
        .extracting(
            change -> change.measured().label(),
            Change::temperature,
            Change::baseShots,
            Change::baseMedianMs)
        .containsExactly(
            tuple("virtual-threads", Temperature.COLD, 1, 3_250.0),
            tuple("virtual-threads", Temperature.WARM, 1, 3_020.0));
  }

  private static Set<Kind> everythingBut(Kind kind) {
    return EnumSet.complementOf(EnumSet.of(kind));
  }

  private static ComparedRun run(Environment environment) {
    return run(environment, UnaryOperator.identity());
  }

  private static ComparedRun run(Environment environment, UnaryOperator<Case> changed) {
    Case measured = changed.apply(Samples.VIRTUAL);
    return new ComparedRun(
        "run", environment, List.of(Samples.shot(measured, Temperature.WARM, 1, 3_000, 3_020)));
  }

  private static UnaryOperator<Case> of(String workload, int requests, long delayMs) {
    return it ->
        new Case(it.model(), null, it.client(), null, null, requests, workload, requests, delayMs);
  }

  private static Environment environment(String server, @Nullable Machine machine, Jdk jdk) {
    Environment sample = Samples.environment(Outcome.COMPLETE);
    return new Environment(
        "run",
        sample.startedAt(),
        sample.endedAt(),
        Outcome.COMPLETE,
        machine,
        jdk,
        Map.of("okhttp", "5"),
        new Commit("a", false),
        "fanout run",
        server,
        new Plan("tutorial", 100, 3_000, 1L, List.of()));
  }

  private static Machine machine(int cores, @Nullable Long memoryMib) {
    return new Machine("Linux 6", "amd64", "CPU", cores, memoryMib, null, null, null);
  }

  private static Jdk jdk() {
    return new Jdk("25", "V", List.of(), null, null);
  }
}

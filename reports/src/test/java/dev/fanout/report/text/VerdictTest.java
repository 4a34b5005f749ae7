package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void namesTheFastestWhatItTiesWithAndItsOtherTemperatures() {
    var shots = new ArrayList<>(Samples.shots());
    shots.add(Samples.shot(Samples.VIRTUAL, Temperature.COLD, 1, 3_000, 3_250));
    shots.add(Samples.shot(Samples.VIRTUAL, Temperature.COLD_AOT, 1, 3_000, 3_200));
    assertThat(verdict(shots))
        .containsExactly(
            "virtual-threads, warm, finished 100 requests in 3.021 s (median of 3), 99.5 times as"
                + " fast as serial and 21.3 ms above the least time possible.",
            "Its shots overlap with those of completable-future jdk, warm (3.030 s): they do not"
                + " show which is faster.",
            "In a fresh JVM it took 3.250 s, 250 ms above the least time possible.",
            "In a fresh JVM with an AOT cache it took 3.200 s, 200 ms above the least time"
                + " possible.");
  }

  @Test
  void namesTheCheapestOfThoseThatAreAsFast() {
    assertThat(verdict(MadeUpRuns.costs().shots()))
        .last()
        .asString()
        .endsWith(
            "Of the cases that are as fast, event-loop one-loop, warm, needs clearly less CPU time:"
                + " 0.14 ms per request, 72 % less than virtual-threads, warm (0.50 ms), and it"
                + " needs 21 % less memory (87 MiB against 110 MiB). About the same: event-loop"
                + " two-loops, warm.");
  }

  @Test
  void saysThatTheFastestIsTheCheapestOrThatNoneIs() {
    assertThat(priced(50, 90_000, 90, 90_000))
        .contains(
            "virtual-threads, warm, also needs the least CPU time of those that are as fast: 0.50"
                + " ms per request.");
    assertThat(priced(50, 90_000, 45, 90_000))
        .contains(
            "Of those that are as fast as virtual-threads, warm, none needs clearly less CPU time"
                + " than its 0.50 ms per request.");
    assertThat(verdict(MadeUpRuns.priced(Samples.VIRTUAL, 3_010, 50, 90_000)))
        .contains("virtual-threads, warm, needs 0.50 ms of CPU time per request.");
  }

  @Test
  void saysWhereTheCheapestNeedsMoreMemory() {
    assertThat(priced(90, 80_000, 50, 120_000))
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .endsWith(
                        "(0.90 ms), but it needs 50 % more memory (118 MiB against 79 MiB)."));
  }

  private static List<String> priced(
      double virtualCpu, double virtualKb, double futureCpu, double futureKb) {
    var shots = new ArrayList<>(MadeUpRuns.priced(Samples.VIRTUAL, 3_010, virtualCpu, virtualKb));
    shots.addAll(MadeUpRuns.priced(Samples.FUTURE, 3_011, futureCpu, futureKb));
    return verdict(shots);
  }

  @Test
  void namesAFewOfManyTies() {
    var shots = new ArrayList<Shot>();
    for (int size = 101; size <= 106; size++) {
      var pool = new Case("pool", null, "okhttp", size, null, 100, "hello", 100, 3_000);
      shots.add(Samples.shot(pool, Temperature.WARM, 1, 3_000, 3_010));
      shots.add(Samples.shot(pool, Temperature.WARM, 2, 3_000, 3_020 + size));
    }
    assertThat(verdict(shots).get(1))
        .startsWith("Its shots overlap with those of pool 102, warm (")
        .contains("pool 104, warm")
        .doesNotContain("pool 105, warm")
        .contains(" and of 2 more: ");
  }

  @Test
  void hasASentenceForEachWorkAndServer() {
    Case session = Samples.at(Samples.VIRTUAL, "session", "uniform:1s..5s", null, null);
    List<Shot> shots =
        List.of(
            Samples.shot(Samples.against(10, Samples.VIRTUAL), Temperature.WARM, 1, 30_000, 30_020),
            Samples.shot(Samples.against(10, Samples.FUTURE), Temperature.WARM, 1, 30_000, 30_010),
            Samples.shot(Samples.VIRTUAL, Temperature.WARM, 1, 3_000, 3_010),
            Samples.shot(session, Temperature.WARM, 1, 6_000, 6_010),
            Samples.shot(Samples.against(25, Samples.VIRTUAL), Temperature.WARM, 1, 12_000, 12_010),
            Samples.shot(
                Samples.against(1, Samples.VIRTUAL), Temperature.WARM, 1, 300_000, 300_010));
    assertThat(verdict(shots))
        .containsExactly(
            "virtual-threads session, warm, finished 100 requests of uniform:1s..5s in 6.010 s (one"
                + " observation), 10.0 ms above the least time possible.",
            "virtual-threads, warm, finished 100 requests of 3 s in 3.010 s (one observation),"
                + " 10.0 ms above the least time possible.",
            "virtual-threads 25 handlers, warm, finished 100 requests of 3 s in 12.01 s (one"
                + " observation), 10.0 ms above the least time possible.",
            "completable-future jdk, 10 handlers, warm, finished 100 requests of 3 s in 30.01 s"
                + " (one observation), 10.0 ms above the least time possible. One shot does not"
                + " show that it is faster than virtual-threads 10 handlers, warm (30.02 s).",
            "For 1 more combination of work and server, see the table.");
    assertThat(Verdict.paragraphs(MadeUpRuns.of(shots))).isEqualTo(verdict(shots));
    assertThat(Verdict.paragraphs(MadeUpRuns.small())).hasSize(1);
  }

  @Test
  void callsOneShotOneObservation() {
    assertThat(
            verdict(List.of(Samples.shot(Samples.SERIAL, Temperature.COLD, 1, 300_000, 300_500))))
        .containsExactly(
            "serial, cold, finished 100 requests in 300.50 s (one observation), 500 ms above"
                + " the least time possible.");
  }

  @Test
  void saysThatThereIsNothingToCompare() {
    assertThat(verdict(List.of(Samples.failedShot(Samples.FUTURE, Temperature.COLD, 1))))
        .containsExactly("No case has a valid shot, so there is nothing to compare.");
  }

  private static List<String> verdict(List<Shot> shots) {
    return Verdict.of(MadeUpRuns.of(shots));
  }
}

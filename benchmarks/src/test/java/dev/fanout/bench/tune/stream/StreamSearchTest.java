package dev.fanout.bench.tune.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.tune.Tuned.End;
import dev.fanout.bench.tune.stream.StreamQuestion.Asked;
import dev.fanout.bench.tune.stream.StreamQuestion.HighestRate;
import dev.fanout.bench.tune.stream.StreamQuestion.SmallestSize;
import dev.fanout.report.tuning.SizeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The search for sizes and rates, on servers whose right answer is known. */
class StreamSearchTest {
  private static final int STREAMS = 100;
  private static final int MOST = 400;

  private static final List<String> ARRIVALS =
      List.of("poisson:%d/s", "poisson:%d/s", "%d/s", "burst:%d/s,5");
  private static final List<String> DELAYS =
      List.of("%dms", "lognormal:%dms,0.4", "exponential:%dms");

  /** The machine stands still for a moment now and then, and every fifth server is the user's. */
  @Test
  @Tag("slow")
  void ofAHundredStreams95AreAtMostOneStepOffTheSmallestSize() throws Exception {
    var random = new Random(42);
    var off = new ArrayList<String>();
    for (int i = 0; i < STREAMS; i++) {
      String arrivals =
          String.format(Locale.ROOT, ARRIVALS.get(i % ARRIVALS.size()), 20 + random.nextInt(80));
      SimulatedStreams bench = bench(new SmallestSize(Arrivals.parse(arrivals)), i, random);
      List<Rung> ladder = bench.sizes(MOST);
      int found = bench.search(ladder).kept().orElse(ladder.size());
      int right = bench.trueRung(ladder);
      if (Math.abs(found - right) > 1) {
        off.add("%s of %s: %d, not %d".formatted(arrivals, bench, found, right));
      }
    }
    assertThat(off).hasSizeLessThanOrEqualTo(STREAMS / 20);
  }

  @Test
  @Tag("slow")
  void ofAHundredSizes95HaveARateWithinATenthOfTheHighest() throws Exception {
    var random = new Random(43);
    var off = new ArrayList<String>();
    for (int i = 0; i < STREAMS; i++) {
      int size = 2 + random.nextInt(40);
      SimulatedStreams bench = bench(new HighestRate(size), i, random);
      List<Rung> ladder = bench.question().rates(size, size / bench.assumed().meanMs() * 1e3);
      double found =
          bench.search(ladder).kept().map(rung -> ladder.get(rung).perSecond()).orElse(0.0);
      double right = ladder.get(bench.trueRung(ladder)).perSecond();
      if (Math.abs(found - right) > 0.1 * right) {
        off.add("%d, %s: %s/s, not %s/s".formatted(size, bench, found, right));
      }
    }
    assertThat(off).hasSizeLessThanOrEqualTo(STREAMS / 20);
  }

  /** A goal that the delay alone allows, with something to spare. */
  private static SimulatedStreams bench(Asked asked, int i, Random random) {
    String delay = DELAYS.get(i % DELAYS.size()).formatted(50 + random.nextInt(250));
    boolean own = i % 5 == 4;
    double overheadMs = 1 + random.nextInt(4);
    String percentile = i % 10 == 1 ? "p99" : "p90";
    var any = SimulatedStreams.of(asked, percentile + "=1s", delay, i, overheadMs, own);
    double goalMs = (1.08 + 0.5 * random.nextDouble()) * any.aloneMs();
    String goal = "%s=%dms".formatted(percentile, (int) goalMs);
    return SimulatedStreams.of(asked, goal, delay, i, overheadMs, own);
  }

  private static SimulatedStreams of(String goal) {
    return SimulatedStreams.of(
        new SmallestSize(new Arrivals.Poisson(80)), goal, "200ms", 1, 2, false);
  }

  @Test
  void confirmsWhatItFindsWithAnotherDraw() throws Exception {
    SimulatedStreams bench = of("p90=240ms");
    List<Rung> ladder = bench.sizes(MOST);
    StreamSearch search = bench.search(ladder);
    int kept = search.kept().orElseThrow();
    assertThat(search.isConfirmed()).isTrue();
    assertThat(search.fired().stream().filter(shot -> shot.rung() == kept))
        .extracting(StreamSearch.Fired::seed)
        .containsExactly(1L, 2L);
    assertThat(search.fired().stream().anyMatch(shot -> shot.rung() == kept - 1))
        .as("the size below misses it, as was measured")
        .isTrue();
    assertThat(bench.shots()).hasSizeLessThanOrEqualTo(5);
  }

  /** With 14 threads the stream would be over before a request has waited for 10 s. */
  @Test
  void noSizeKeepsAGoalWithWhichTheBacklogGrowsForEver() throws Exception {
    SimulatedStreams bench = of("p90=10s");
    List<Rung> ladder = bench.question().sizes(14, MOST);
    assertThat(ladder.get(bench.search(ladder).kept().orElseThrow()).size()).isEqualTo(17);
  }

  @Test
  void measuresTheLargestSizeWhereNoneIsExpectedToKeepTheGoal() throws Exception {
    SimulatedStreams bench = of("p90=240ms");
    List<Rung> ladder = bench.sizes(17);
    StreamSearch search = bench.search(ladder);
    assertThat(search.kept()).isEmpty();
    assertThat(bench.shots()).containsExactly(17);
  }

  @Test
  void triesNoSizeFromTheOneThatFailedOn() throws Exception {
    SimulatedStreams bench = of("p90=240ms");
    List<Rung> ladder = bench.sizes(MOST);
    int right = ladder.get(bench.trueRung(ladder)).size();
    bench.failFrom(right - 1);
    StreamSearch search = bench.search(ladder);
    assertThat(search.kept()).isEmpty();
    assertThat(search.failures()).extracting(SizeFailure::size).allMatch(size -> size >= right - 1);
    assertThat(bench.shots().getLast()).isLessThan(right - 1);
  }

  @Test
  void endsWithTheBudgetAndKeepsWhatItHasFound() throws Exception {
    SimulatedStreams bench = of("p90=240ms");
    List<Rung> ladder = bench.sizes(MOST);
    StreamSearch search = bench.newSearch(ladder);
    assertThat(search.search(bench, bench.cost(ladder.getFirst()))).isEqualTo(End.BUDGET);
    assertThat(bench.shots()).hasSize(1);
    assertThat(search.isConfirmed()).isFalse();
  }

  @Test
  void givesUpAfterSomeShotsThatDoNotCount() throws Exception {
    SimulatedStreams bench = of("p90=240ms");
    bench.disturb();
    StreamSearch search = bench.newSearch(bench.sizes(MOST));
    assertThat(search.search(bench, Duration.ofHours(1))).isEqualTo(End.DISTURBED);
    assertThat(search.disturbance()).isEqualTo("the pacer came late");
    assertThat(search.fired()).isEmpty();
    assertThat(bench.shots()).hasSize(3);
  }

  @Test
  void doesNotSearchWithoutASizeThatCanServeTheRate() throws Exception {
    SimulatedStreams bench = of("p90=240ms");
    assertThat(bench.sizes(16)).as("16 are under way on average").isEmpty();
    assertThat(bench.search(List.of()).kept()).isEmpty();
    assertThat(bench.shots()).isEmpty();
  }
}

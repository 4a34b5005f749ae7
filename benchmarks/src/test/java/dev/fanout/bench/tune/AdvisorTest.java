package dev.fanout.bench.tune;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.Chunks;
import dev.fanout.report.tuning.Tuning.Scalability;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of searches that went as made up here, of 100 requests of 200 ms. */
class AdvisorTest {
  private static final int REQUESTS = 100;
  private static final int CORES = 2;
  private static final double CPU_MS = 0.2;
  private static final Map<Metric, Double> COST =
      Map.of(
          Metric.PEAK_PLATFORM_THREADS, 112.0,
          Metric.PEAK_RSS_KB, 204_800.0,
          Metric.CPU_USER_MS, 70.0,
          Metric.CPU_SYSTEM_MS, 20.0);

  private Question question = Questions.of("fixed-thread-pool", "makespan");
  private OptionalInt capacity = OptionalInt.empty();

  @Test
  void theSizeIsToldWithItsLineOfJavaAndWhatBinds() {
    Search search = search();
    search.add(sample(410), 50);
    search.add(sample(205), 100);
    Advice advice = advice(tell(tuned(search, proof(), 100)));
    assertThat(advice.size()).isEqualTo(100);
    assertThat(advice.best()).isEqualTo(100);
    assertThat(advice.knee()).isEqualTo(100);
    assertThat(advice.goalMet()).isTrue();
    assertThat(advice.limit()).isEqualTo(Limit.REQUESTS);
    assertThat(advice.java())
        .isEqualTo("ExecutorService pool = Executors.newFixedThreadPool(100);");
    assertThat(advice.nextStep()).isNull();
    assertThat(advice.proved()).isFalse();
    assertThat(advice.regret()).isNull();
  }

  @Test
  void theNextLargerSizeIsToldFromWhichTheoryExpectsAGain() {
    Search search = search();
    search.add(sample(2_010), 10);
    assertThat(advice(tell(tuned(search, proof(), 10))).nextStep()).isEqualTo(12);
    capacity = OptionalInt.of(10);
    Search served = search();
    served.add(sample(2_010), 10);
    assertThat(advice(tell(tuned(served, proof(), 10))).nextStep()).isNull();
  }

  @Test
  void freshShotsProveTheSizeOrTellItsRegret() {
    Search search = search();
    search.add(sample(410), 50);
    search.add(sample(205), 100);
    Observations proof = proof();
    proof.add(sample(206), 100);
    proof.add(sample(400), 50);
    Tuning tuning = tell(tuned(search, proof, 100));
    assertThat(advice(tuning).proved()).isTrue();
    assertThat(advice(tuning).regret()).isZero();
    proof.add(sample(180), 50);
    proof.add(sample(180), 50);
    Advice refuted = advice(tell(tuned(search, proof, 100)));
    assertThat(refuted.proved()).isFalse();
    assertThat(refuted.regret()).isCloseTo(206 / 180.0 - 1, within(1e-9));
  }

  @Test
  void eachSizeIsARowWithWhatItCost() {
    Search search = search();
    search.add(sample(400), 50);
    search.add(sample(420), 50);
    Observations proof = proof();
    proof.add(sample(209), 100);
    Tuning tuning = tell(tuned(search, proof, 50));
    assertThat(tuning.sizes()).extracting(TunedSize::size).containsExactly(50, 100);
    TunedSize searched = tuning.sizes().getFirst();
    assertThat(searched.shots()).isEqualTo(2);
    assertThat(searched.medianMs()).isEqualTo(410);
    assertThat(searched.lowMs()).isBetween(390.0, 409.0);
    assertThat(searched.highMs()).isBetween(411.0, 430.0);
    assertThat(searched.proofMs()).isNull();
    assertThat(searched.threads()).isEqualTo(112);
    assertThat(searched.memoryMib()).isEqualTo(200);
    assertThat(searched.shotCpuMs()).isEqualTo(90);
    TunedSize proved = tuning.sizes().getLast();
    assertThat(proved.shots()).isZero();
    assertThat(proved.medianMs()).isNull();
    assertThat(proved.proofShots()).isEqualTo(1);
    assertThat(proved.proofMs()).isEqualTo(209);
    assertThat(proved.threads()).isEqualTo(112);
  }

  @Test
  void whereASizeFailedTheLargestThatWorkedIsAllowed() {
    Search search = search();
    search.add(sample(810), 25);
    search.add(sample(410), 50);
    var failure = new SizeFailure(50, false, "3 of 100 requests failed");
    search.fail(failure, true);
    Tuning tuning = tell(tuned(search, proof(), 25));
    assertThat(tuning.maxSize()).isEqualTo(25);
    assertThat(tuning.maxSizeFrom()).isEqualTo(SizeLimit.SERVER);
    assertThat(tuning.failures()).containsExactly(failure);
    assertThat(tuning.sizes()).extracting(TunedSize::size).containsExactly(25, 50);
    assertThat(tell(tuned(search(), proof(), 0)).maxSizeFrom()).isEqualTo(SizeLimit.REQUESTS);
  }

  @Test
  void withoutAChoiceThereIsNoAdvice() {
    Tuned nothing = new Tuned(search(), proof(), Tuned.End.BUDGET, Optional.empty(), null);
    Tuning tuning = tell(nothing);
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.chunks()).isNull();
    assertThat(tuning.trouble()).isEqualTo("trouble");
  }

  @Test
  void aRateIsToldWithWhatItKeepsInFlight() {
    assertThat(advisor().little()).isNull();
    question = Questions.of("fixed-thread-pool", "throughput=250/s");
    assertThat(advisor().little()).isCloseTo(250 * 0.2002, within(1e-9));
  }

  @Test
  void aRateIsToldWithTheLawOfScalabilityWhereSizesAreEnough() {
    question = Questions.of("fixed-thread-pool", "throughput=250/s");
    Search search = search();
    for (int size : new int[] {10, 20, 25, 50}) {
      search.add(sample(20_000.0 / size), size);
    }
    assertThat(tell(tuned(search, proof(), 50)).usl()).isNull();
    search.add(sample(200), 100);
    Scalability law = requireNonNull(tell(tuned(search, proof(), 100)).usl());
    assertThat(law.lambda()).isCloseTo(5, within(0.01)); // 200 ms a request
    assertThat(law.good()).isTrue();
  }

  @Test
  void theStepsOfTheTheoryEndAtTheLargestSizeAllowed() {
    Search search = search();
    search.add(sample(205), 100);
    assertThat(tell(tuned(search, proof(), 100)).theory())
        .startsWith(new Tuning.Step(1, 20_000), new Tuning.Step(2, 10_000))
        .endsWith(new Tuning.Step(100, 200))
        .extracting(Tuning.Step::predictedMs)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .doesNotHaveDuplicates();
  }

  @Test
  void chunksPayWhereTheySaveMoreThanTheLastRoundGrows() {
    assertThat(chunks("fixed-thread-pool", 2_650)).isNull();
    // On 8 workers, 100 requests are 13 rounds; 50 chunks of 2 are 7 rounds of 2, so 200 ms longer.
    Chunks few = requireNonNull(chunks("process-pool", 2_650));
    assertThat(few.chunk()).isEqualTo(1);
    assertThat(few.costMs()).isEqualTo(200);
    assertThat(few.mostSavedMs()).isBetween(40.0, 50.0);
    assertThat(requireNonNull(chunks("process-pool", 2_900)).chunk()).isEqualTo(2);
  }

  private @Nullable Chunks chunks(String model, double wallMs) {
    question = Questions.of(model, "makespan");
    Search search = search();
    search.add(sample(wallMs), 8);
    return tell(tuned(search, proof(), 8)).chunks();
  }

  private Theory theory() {
    return new Theory(question.work(), Duration.ofNanos((long) (1e6 * CPU_MS)), CORES, capacity);
  }

  private Search search() {
    return new Search(question.goal(), theory(), REQUESTS, new Random(1));
  }

  private Observations proof() {
    return new Observations(theory());
  }

  /** No choice for a size of 0. */
  private static Tuned tuned(Search search, Observations proof, int size) {
    Optional<Integer> choice = size == 0 ? Optional.empty() : Optional.of(size);
    return new Tuned(search, proof, Tuned.End.CERTAIN, choice, null);
  }

  private Advisor advisor() {
    var probe = new Probe(5, 200, CPU_MS, CORES, Probe.Server.ANSWERS_ALL, REQUESTS, null, false);
    return new Advisor(question, REQUESTS, SizeLimit.REQUESTS, probe, null, theory());
  }

  private Tuning tell(Tuned tuned) {
    return advisor().tell(tuned, Duration.ofSeconds(40), "trouble");
  }

  private static Advice advice(Tuning tuning) {
    return requireNonNull(tuning.advice());
  }

  private static Sample sample(double wallMs) {
    return new Sample(wallMs, 205, COST);
  }
}

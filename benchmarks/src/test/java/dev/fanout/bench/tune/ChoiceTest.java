package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.tuning.Goal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which of the measured sizes is taken, of 100 requests of 200 ms. */
class ChoiceTest {
  private OptionalInt capacity = OptionalInt.empty();

  /** A size, and what each of its shots took. */
  private record Measured(int size, double p99Ms, List<Double> wallMs) {}

  @Test
  void nothingMeasuredIsNothingChosen() {
    assertThat(choice("makespan").size()).isEmpty();
    assertThat(choice("makespan").isMet()).isFalse();
    assertThat(choice("makespan").bestMs()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void theSmallestWithinFivePercentOfTheBestIsTaken() {
    Choice choice = choice("makespan", wall(34, 1_100), wall(50, 1_010), wall(100, 1_000));
    assertThat(choice.size()).hasValue(50);
    assertThat(choice.best()).isEqualTo(100);
    assertThat(choice.knee()).isEqualTo(50);
    assertThat(choice.isMet()).isTrue();
    assertThat(choice.enoughMs()).isEqualTo(1_050);
  }

  @Test
  void noiseAloneMakesNoSizeGoodEnough() {
    // 4.5 % above the best, known to 1 %: one shot each leaves it in doubt, many do not.
    Choice doubtful = choice("makespan", wall(50, 1_045), wall(100, 1_000));
    assertThat(doubtful.size()).hasValue(100);
    assertThat(doubtful.knee()).isEqualTo(50);
    List<Double> often = Collections.nCopies(9, 1_045.0);
    assertThat(choice("makespan", new Measured(50, 200, often), wall(100, 1_000)).size())
        .hasValue(50);
  }

  @Test
  void whereTheServerMakesSizesAlikeNoMarginIsAsked() {
    capacity = OptionalInt.of(25);
    assertThat(choice("makespan", wall(25, 845), wall(100, 810)).size()).hasValue(25);
    capacity = OptionalInt.empty();
    assertThat(choice("makespan", wall(25, 845), wall(100, 810)).size()).hasValue(100);
  }

  @Test
  void forARateTheSmallestThatReachesItIsTaken() {
    Measured[] all = {wall(10, 2_010), wall(25, 810), wall(50, 410), wall(100, 210)};
    assertThat(choice("throughput=100/s", all).size()).hasValue(25);
    assertThat(choice("throughput=400/s", all).size()).hasValue(100);
    Choice tooMuch = choice("throughput=1000/s", all);
    assertThat(tooMuch.isMet()).isFalse();
    assertThat(tooMuch.good()).isEmpty();
    assertThat(tooMuch.size()).hasValue(100); // what comes close to the best
  }

  @Test
  void sizesWhoseRequestsTakeTooLongAreNotAllowed() {
    Measured[] all = {
      new Measured(25, 205, List.of(810.0)),
      new Measured(50, 290, List.of(420.0)),
      new Measured(100, 410, List.of(400.0))
    };
    Choice choice = choice("p99=300ms", all);
    assertThat(choice.allowed()).containsExactly(25, 50);
    assertThat(choice.size()).hasValue(50);
    assertThat(choice.reference()).isEqualTo(50);
    assertThat(choice.best()).isEqualTo(100);
  }

  @Test
  void whereAllTakeTooLongTheOneWithTheShortestTimesIsTaken() {
    Choice choice =
        choice(
            "p99=100ms",
            new Measured(50, 205, List.of(410.0)),
            new Measured(100, 230, List.of(240.0)));
    assertThat(choice.isMet()).isFalse();
    assertThat(choice.size()).hasValue(50);
    assertThat(choice.reference()).isEqualTo(100);
  }

  @Test
  void aSizePromisesWhatTheoryAndItsNeighboursSay() {
    Choice choice = choice("makespan", wall(20, 1_010), wall(100, 205));
    assertThat(choice.promises(50, 1)).isFalse(); // two rounds
    assertThat(choice.promises(100, 1)).isTrue();
    assertThat(choice.promises(50, 2)).isTrue();
  }

  private static Measured wall(int size, double wallMs) {
    return new Measured(size, 200, List.of(wallMs));
  }

  private Choice choice(String goal, Measured... all) {
    var work = Questions.work(100, "200ms");
    var observed = new Observations(new Theory(work, Duration.ZERO, 2, capacity));
    for (Measured measured : all) {
      for (double wall : measured.wallMs()) {
        observed.add(new Sample(wall, measured.p99Ms(), Map.of()), measured.size());
      }
    }
    return new Choice(Goal.parse(goal), work.requests(), observed);
  }
}

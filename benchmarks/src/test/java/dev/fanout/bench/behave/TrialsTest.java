package dev.fanout.bench.behave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.behaviour.Scenario;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialsTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LEAKS")
  void eachScenarioHasOneTrial(Scenario scenario) {
    assertThat(Trials.of(Set.of(scenario)))
        .singleElement()
        .satisfies(trial -> assertThat(trial.scenario()).isEqualTo(scenario));
  }

  @Test
  void leaksAreObservedInTheOthers() {
    assertThat(Trials.of(EnumSet.allOf(Scenario.class)))
        .extracting(Trial::scenario)
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Scenario.LEAKS)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LEAKS")
  void whatCountsIsOverBeforeItWouldCountAsHung(Scenario scenario) {
    Trial trial = Trials.of(Set.of(scenario)).getFirst();
    assertThat(trial.threads()).isPositive();
    assertThat(trial.timeout()).isPositive().isLessThan(ObservedJvm.LIMIT);
  }
}

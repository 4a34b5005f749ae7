package dev.fanout.bench.behave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaksTest {
  private static Behaviour row(Scenario scenario, Map<Figure, Double> figures) {
    return new Behaviour(
        "serial", null, null, scenario, Verdict.RIGHT, "did it", "a line", figures);
  }

  private static Map<Figure, Double> left(double threads, double processes) {
    return Map.of(
        Figure.THREADS_LEFT,
        threads,
        Figure.CONNECTIONS_LEFT,
        0.0,
        Figure.FILES_LEFT,
        0.0,
        Figure.PROCESSES_LEFT,
        processes);
  }

  @Test
  void theMostOfEachKindIsToldWithItsScenario() {
    Observed leaks =
        Leaks.of(
            List.of(
                row(Scenario.DEADLINE, left(1, 0)),
                row(Scenario.CANCEL, left(3, 0)),
                row(Scenario.INTERRUPT, left(0, 1))));
    assertThat(leaks.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(leaks.says())
        .isEqualTo("left open: 3 threads after cancel, 1 process after interrupt");
    assertThat(leaks.figures()).containsEntry(Figure.THREADS_LEFT, 3.0);
  }

  @Test
  void nothingLeftIsRight() {
    assertThat(Leaks.of(List.of(row(Scenario.DEADLINE, left(0, 0)))).verdict())
        .isEqualTo(Verdict.RIGHT);
  }

  @Test
  void whatWasNeverLookedForIsNotAbsent() {
    assertThat(Leaks.of(List.of()).verdict()).isEqualTo(Verdict.NOT_OBSERVED);
    assertThat(Leaks.of(List.of(row(Scenario.DEADLINE, Map.of()))).verdict())
        .isEqualTo(Verdict.NOT_OBSERVED);
  }
}

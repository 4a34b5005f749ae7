package dev.fanout.report.behaviour.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.measurement.Environment.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rows of the golden run do not have. */
class BehaviourTextTest {
  @Test
  void saysThatAllAreRight() {
    assertThat(
            sentences(
                row("b", Scenario.CONTEXT, Verdict.RIGHT),
                row("a", Scenario.CONTEXT, Verdict.RIGHT)))
        .containsExactly(
            "Each of 2 models does everything that was asked: a, b. Each result is one"
                + " observation.");
  }

  @Test
  void namesTheNearestWhereNoneIsRightEverywhere() {
    assertThat(
            sentences(
                row("a", Scenario.CONTEXT, Verdict.WRONG),
                row("b", Scenario.CONTEXT, Verdict.PARTLY),
                row("b", Scenario.CANCEL, Verdict.RIGHT)))
        .containsExactly(
            "No model does everything that was asked. Nearest: b (1 of 2 scenarios right, not"
                + " context). Each result is one observation.",
            "1 of 2 models is right in all scenarios of cancel: b.");
    assertThat(sentences(row("a", Scenario.CONTEXT, Verdict.WRONG)))
        .containsExactly("No model was right in any scenario. Each result is one observation.");
  }

  @Test
  void namesThoseThatOfferLessButAreRightInThat() {
    assertThat(
            sentences(
                row("a", Scenario.CONTEXT, Verdict.RIGHT),
                row("a", Scenario.HEDGE, Verdict.NOT_OFFERED)))
        .contains("Right in all that they offer, but do not offer all: a.");
  }

  @Test
  void namesTheGroupsOnceWhereTheyAreTheSameForAll() {
    assertThat(
            sentences(
                row("a", Scenario.CANCEL, Figure.STILL_RUNNING, 3),
                row("b", Scenario.CANCEL, Figure.STILL_RUNNING, 1)))
        .contains(
            "These leave requests running at the server that nobody waits for (cancel): a, b.");
    assertThat(
            sentences(
                row("a", Scenario.CANCEL, Figure.STILL_RUNNING, 3),
                row("b", Scenario.DEADLINE, Figure.STILL_RUNNING, 1)))
        .contains(
            "These leave requests running at the server that nobody waits for: a (cancel),"
                + " b (deadline).");
  }

  @Test
  void answersAreLostOnlyIfThereAreLessThanCameInTime() {
    assertThat(
            sentences(
                row("a", Scenario.ONE_RESET, Figure.DELIVERED, 98),
                row("b", Scenario.ONE_RESET, Figure.DELIVERED, 99),
                row("c", Scenario.TEN_RESET, Figure.DELIVERED, 90),
                row("d", Scenario.DEADLINE, Figure.DELIVERED, 9)))
        .contains("These lose right answers: a (some fail), d (deadline).");
  }

  @Test
  void whatIsOfferedInPartIsPartlyRight() {
    assertThat(Verdict.of(List.of(Verdict.RIGHT, Verdict.NOT_OFFERED))).isEqualTo(Verdict.PARTLY);
    assertThat(Verdict.of(List.of(Verdict.NOT_OFFERED))).isEqualTo(Verdict.NOT_OFFERED);
    assertThat(Verdict.of(List.of(Verdict.values()))).isEqualTo(Verdict.HUNG);
  }

  @Test
  void whatWasNotRunIsToldFromWhatIsNotOffered() {
    Overview overview =
        Overview.of(
            new Observations(
                List.of(
                    row("a", Scenario.CONTEXT, Verdict.RIGHT),
                    row("a", Scenario.CANCEL, Verdict.NOT_OFFERED),
                    row("b", Scenario.CONTEXT, Verdict.RIGHT))));
    assertThat(overview.table().cells())
        .containsExactly(
            List.of("a", "– not offered", "✓ right"), List.of("b", "· not run", "✓ right"));
    assertThat(overview.legend()).contains("· not run");
  }

  @Test
  void saysHowMuchCame() {
    Observations one = new Observations(List.of(row("a", Scenario.CONTEXT, Verdict.RIGHT)));
    assertThat(BehaviourText.outcome(one, Outcome.INTERRUPTED))
        .isEqualTo("The run was interrupted: 1 observation of 1 model in 1 scenario.");
  }

  private static List<String> sentences(Behaviour... rows) {
    return BehaviourText.sentences(new Observations(Arrays.asList(rows)));
  }

  private static Behaviour row(String model, Scenario scenario, Verdict verdict) {
    return new Behaviour(model, null, null, scenario, verdict, "did", null, Map.of());
  }

  private static Behaviour row(String model, Scenario scenario, Figure figure, double value) {
    return new Behaviour(
        model, null, null, scenario, Verdict.PARTLY, "did", null, Map.of(figure, value));
  }
}

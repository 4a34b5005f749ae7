package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.behave.Subject;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.behaviour.Demand;
import dev.fanout.report.behaviour.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BehaviourRunTest {
  @Test
  void withoutNamesItIsAboutAll() {
    BehaviourRun run = BehaviourRun.of(List.of(), List.of(), List.of());
    assertThat(run.scenarios()).containsExactlyInAnyOrder(Scenario.values());
    assertThat(run.subjects())
        .extracting(subject -> subject.model().key())
        .containsAll(ModelType.all().stream().map(ModelType::key).toList());
  }

  @Test
  void aModelIsObservedWithEachOfItsClients() {
    BehaviourRun run =
        BehaviourRun.of(List.of(" virtual-threads", "serial"), List.of("cancel"), List.of());
    assertThat(run.subjects())
        .extracting(Subject::label)
        .containsExactlyInAnyOrder("serial", "virtual-threads okhttp", "virtual-threads helidon");
    assertThat(run.scenarios()).isEqualTo(Set.of(Scenario.CANCEL));
    assertThat(run.announcement(Instant.EPOCH))
        .startsWith("Behaviour: 3 models in 1 scenario, one observation each");
  }

  @Test
  void aDemandIsAboutSomethingPlanned() {
    BehaviourRun.of(
            List.of("virtual-threads"),
            List.of("cancel"),
            List.of(Demand.parse("virtual-threads[client=helidon].cancel=right")))
        .check();
    BehaviourRun other =
        BehaviourRun.of(
            List.of("serial"), List.of("cancel"), List.of(Demand.parse("serial.deadline=wrong")));
    assertThatThrownBy(other::check)
        .isInstanceOf(RefusedException.class)
        .hasMessage("--assert serial.deadline=wrong is about no model and scenario of this run.");
  }

  @Test
  void leaksAloneAreOfNothing() {
    BehaviourRun run = BehaviourRun.of(List.of(), List.of("leaks"), List.of());
    assertThatThrownBy(run::check).isInstanceOf(RefusedException.class);
    BehaviourRun.of(List.of(), List.of("leaks", "cancel"), List.of()).check();
  }
}

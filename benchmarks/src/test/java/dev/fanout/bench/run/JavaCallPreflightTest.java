package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.call.JavaCall;
import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is planned, refused and found out before anything is measured of a call of one's own. */
@Tag("slow")
class JavaCallPreflightTest {
  private static final String FIXTURES = OwnCalls.class.getName() + "$";

  @TempDir Path root = Path.of("");
  private final CompletableFuture<Void> stop = new CompletableFuture<>();

  @Test
  void modelsThatItDoesNotFitAreLeftOutAndThePlanSaysSo() {
    Plan blocking = plan(OwnCalls.of(OwnCalls.Right.class));
    assertThat(PlanText.of(blocking, Instant.now()))
        .contains("2 requests of 50ms to " + FIXTURES + "Right")
        .contains("virtual-threads call ", "process-pool 8, chunk 1, call ")
        .containsOnlyOnce(
            "left out: completable-future: it makes calls that return at once, and "
                + FIXTURES
                + "Right is not an AsyncCall")
        .contains("left out: event-loop: it is a way to use HTTP, and nothing else");
    Plan async = plan(OwnCalls.of(OwnCalls.RightAsync.class));
    assertThat(async.shots())
        .extracting(shot -> shot.measured().model())
        .containsOnly("completable-future", "reactive");
    assertThat(async.leftOut())
        .contains(
            "serial: it makes calls that block, and "
                + FIXTURES
                + "RightAsync is not a BlockingCall");
    Plan both = plan(OwnCalls.of(OwnCalls.RightAsync.class, OwnCalls.Right.class));
    assertThat(both.shots())
        .extracting(shot -> shot.measured().model())
        .contains("completable-future", "reactive", "serial", "virtual-threads");
    assertThat(both.oneByClient())
        .as("both classes are called before anything is measured")
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NotOpened     | cannot be opened (IOException: no password, by SecurityException)
          Failing       | IOException: no answer at https://partner.example/?key=***, by TimeoutException
          ThrowingAsync | IllegalStateException: no token
          """)
  void whatFailsInThePreflightIsRefusedInASentenceAndNothingIsMeasured(String name, String why) {
    JavaCall call = JavaCall.of(List.of(FIXTURES + name), OwnCalls.classPath());
    new Sessions(root)
        .assertRefused(new Run(plan(call), new Demands(List.of(), false)), FIXTURES + name, why);
  }

  @Test
  void ofTwoClassesTheOneThatFailsIsLeftOut() throws Exception {
    Plan plan = plan(OwnCalls.of(OwnCalls.Right.class, OwnCalls.FailingAsync.class));
    assertThat(Preflight.checkClients(plan, Targets.open(plan), stop).leftOut())
        .anySatisfy(
            left ->
                assertThat(left)
                    .startsWith("completable-future call: call fails (")
                    .endsWith("IllegalStateException: no token)"))
        .noneMatch(left -> left.startsWith("serial"));
  }

  @ParameterizedTest
  @CsvSource({"Never", "NeverAsync"})
  void aCallThatNeverReturnsIsNamed(String name) {
    JavaCall call = JavaCall.of(List.of(FIXTURES + name), OwnCalls.classPath());
    assertThatThrownBy(() -> probe(call, Duration.ofSeconds(1)).alone(Duration.ofMillis(150)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(FIXTURES + name + " had answered 0 of 1 call after ")
        .hasMessageContaining("correct the class, or what it calls");
  }

  @Test
  void aConstructorThatNeverReturnsIsNamed() {
    assertThatThrownBy(
            () ->
                probe(OwnCalls.of(OwnCalls.NeverOpened.class), Duration.ofMillis(100))
                    .alone(Duration.ofMillis(150)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("The constructor of " + FIXTURES + "NeverOpened did not return");
  }

  private ServerProbe probe(JavaCall call, Duration budget) {
    var work = new Work(WorkloadKind.CALL, 100, Delay.fixed(OwnCalls.WAIT), 1);
    return new ServerProbe(new Target.Given(call), work, Deadline.in(budget, stop));
  }

  private static Plan plan(JavaCall call) {
    return Asked.of("everything").requests(2).delayMs(50).rounds(1).own(call).plan();
  }
}

package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Servers that cannot bear the plan, each for another reason. */
@ResourceLock("threads of this JVM")
class PreflightTest {
  private static final int REQUESTS = 10;

  @Test
  void saysWhenTheProgramItselfCannotOpenItsFiles() {
    assertThat(OpenFiles.tooFew(64))
        .hasValueSatisfying(
            why -> assertThat(why).contains("may open 64 files", "needs 200", "ulimit -n 1024"));
    assertThat(OpenFiles.tooFew(200)).isEmpty();
    assertThat(OpenFiles.tooFew()).isEmpty();
  }

  @Test
  void acceptsAServerThatKeepsItsDelay() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(200), 1_000)) {
      assertThatCode(checking(server, 200)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesAServerThatAnswersSomethingElse() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(20), 0)) {
      assertRefused(server, 20, "does not answer Hello! with status 200 (HTTP status 500)");
    }
  }

  @Test
  void refusesAServerThatFailsUnderLoad() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(20), 1)) {
      assertRefused(
          server, 20, "answers one request, but not 10 requests sent at once (10 of 10 requests");
    }
  }

  @Test
  void refusesAServerThatIsFasterThanStated() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(20), 1_000)) {
      assertRefused(server, 500, "sooner than its delay of 500ms");
    }
  }

  @Test
  void refusesAServerThatIsSlowerThanStated() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(700), 1_000)) {
      assertRefused(server, 100, "at the soonest, where its delay is 100ms");
    }
  }

  @Test
  void refusesAServerThatHoldsTooFewRequests() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(120), 1_000, 1)) {
      assertRefused(server, 120, "10 requests sent at once, where its delay is 120ms");
    }
  }

  @Test
  void refusesWithoutTheSecretsOfTheAddress() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(120), 0)) {
      Plan plan =
          Asked.of("smoke", "virtual-threads")
              .requests(REQUESTS)
              .delayMs(120)
              .url(server.url() + "?api_key=hidden")
              .plan();
      try (var targets = Targets.open(plan)) {
        assertThatThrownBy(() -> Preflight.checkServers(plan, targets))
            .hasMessageStartingWith(server.url() + "?api_key=*** does not answer Hello!");
      }
    }
  }

  private static void assertRefused(OwnServer server, int delayMs, String why) throws IOException {
    assertThatThrownBy(checking(server, delayMs))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why);
  }

  private static ThrowingCallable checking(OwnServer server, int delayMs) throws IOException {
    Plan plan =
        Asked.of("smoke", "virtual-threads")
            .requests(REQUESTS)
            .delayMs(delayMs)
            .url(server.url())
            .plan();
    Targets targets = Targets.open(plan);
    return () -> Preflight.checkServers(plan, targets);
  }
}

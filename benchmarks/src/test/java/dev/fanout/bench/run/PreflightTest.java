package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.meter.AotCache;
import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that cannot handle the plan, each for another reason. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class PreflightTest {
  private static final int REQUESTS = 10;

  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private final List<String> said = new ArrayList<>();

  @Test
  void saysWhenTheProgramItselfCannotOpenItsFiles() {
    assertThat(OpenFiles.tooFew(OptionalLong.of(64)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("may open 64 files", "needs 200", "ulimit -n 1024"));
    assertThat(OpenFiles.tooFew(OptionalLong.of(200))).isEmpty();
    assertThat(OpenFiles.tooFew()).isEmpty();
  }

  @Test
  void aLimitThatTheSystemDoesNotTellRefusesNothing() {
    assertThat(OpenFiles.known(-1)).isEmpty();
    assertThat(OpenFiles.known(0)).isEmpty();
    assertThat(OpenFiles.tooFew(OptionalLong.empty())).isEmpty();
    assertThat(OpenFiles.known(64)).hasValue(64);
  }

  @Test
  void refusesAPlanThatNeedsMoreFilesThanAProcessMayOpen() {
    Plan plan = Asked.of("smoke").requests(1_000).plan();
    assertThatThrownBy(() -> Preflight.checkOpenFiles(plan, OptionalLong.of(300)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("needs about 2200 open files", "may open 300", "ulimit -n 2200");
    assertThatCode(() -> Preflight.checkOpenFiles(plan, OptionalLong.of(2_200)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesColdAotWhereJvmsHaveNoAotCaches() {
    Plan plan = Asked.of("smoke").temperatures(Temperature.COLD_AOT).plan();
    assertThatThrownBy(() -> Preflight.checkAotCaches(plan, false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("cold-aot needs a JVM", "--temperatures");
    assertThatCode(() -> Preflight.checkAotCaches(plan, true)).doesNotThrowAnyException();
    assertThatCode(() -> Preflight.checkAotCaches(Asked.of("smoke").plan(), false))
        .doesNotThrowAnyException();
    assertThat(AotCache.isSupported()).isTrue();
  }

  /** A process has the limit of the one that started it. */
  @Test
  void knowsTheLimitOfTheSystem() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "ulimit -n").start();
    String limit = shell.inputReader().readLine();
    assumeThat(limit).as("the shell's limit").containsOnlyDigits();
    assertThat(OpenFiles.allowed()).hasValue(Long.parseLong(limit));
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
      assertRefused(server, 20, "does not answer a call rightly (HTTP status 500: Hello!)");
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
  void endsSoonAfterTheRunWasToldTo() throws Exception {
    try (var server = OwnServer.never()) {
      var _ = stop.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS);
      assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> assertRefused(server, 20, "The preflight was interrupted"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20, 500, 100, 'sooner than its delay of 500ms'",
    "620, 100, 100, 'at the soonest, where its delay is 100ms'",
    "80, 80, 1, '10 requests sent at once, where its delay is 80ms'"
  })
  void refusesAServerThatBreaksTheDelayThatWasSet(
      int actualMs, int delayMs, int atATime, String why) throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(actualMs), 1_000, atATime)) {
      Delay delay = Delay.fixed(Duration.ofMillis(delayMs));
      var check =
          new ServerCheck(
              new Target.Given(Address.of(server.url())),
              new Work(WorkloadKind.HELLO, REQUESTS, delay, 1),
              stop);
      assertThatThrownBy(check::run).isInstanceOf(RefusedException.class).hasMessageContaining(why);
    }
  }

  @Test
  void refusesNoServerThatIsFasterThanItsAssumedDelay() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(20), 1_000)) {
      assertThatCode(checking(server, 500)).doesNotThrowAnyException();
      assertThat(said).isEmpty();
    }
  }

  @Test
  void remarksThatAServerHoldsTooFewRequests() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(80), 1_000, 1)) {
      assertThatCode(checking(server, 80)).doesNotThrowAnyException();
      assertThat(said)
          .singleElement()
          .asString()
          .contains("10 requests sent at once, where its delay is 80ms: it may answer fewer");
    }
  }

  @Test
  void theDelayOfAServerIsWhatSingleCallsWaited() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(60), 1_000)) {
      Plan unknown =
          Asked.of("smoke", "fixed-thread-pool").requests(REQUESTS).url(server.url()).plan();
      try (var targets = Targets.open(unknown)) {
        Plan known = Preflight.withDelay(unknown, targets, start());
        assertThat(known.delayUnknown()).isFalse();
        assertThat(known.seed()).isEqualTo(unknown.seed());
        assertThat(known.delay().median().toMillis())
            .isBetween(1L, 120L); // other tests of this JVM use CPU
        assertThat(known.recorded().delayAssumed()).isTrue();
        assertThat(String.join("\n", said))
            .contains("is assumed to be " + known.delay().text(), "assumed floor")
            .doesNotContain("At most");
        Preflight.checkServers(known, targets, start());
      }
    }
  }

  @Test
  void refusesAServerThatDoesNotAnswerWhenItIsAskedForItsDelay() throws Exception {
    try (var server = new OwnServer(Duration.ofMillis(20), 0)) {
      Plan unknown =
          Asked.of("smoke", "virtual-threads").requests(REQUESTS).url(server.url()).plan();
      try (var targets = Targets.open(unknown)) {
        assertThatThrownBy(() -> Preflight.withDelay(unknown, targets, start()))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("does not answer one call at a time rightly")
            .hasMessageNotContaining("--budget");
      }
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
        assertThatThrownBy(() -> Preflight.checkServers(plan, targets, start()))
            .hasMessageStartingWith(server.url() + "?api_key=*** does not answer a call rightly");
      }
    }
  }

  private void assertRefused(OwnServer server, int delayMs, String why) throws IOException {
    assertThatThrownBy(checking(server, delayMs))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why);
  }

  private ThrowingCallable checking(OwnServer server, int delayMs) throws IOException {
    Plan plan =
        Asked.of("smoke", "virtual-threads")
            .requests(REQUESTS)
            .delayMs(delayMs)
            .url(server.url())
            .plan();
    Targets targets = Targets.open(plan);
    return () -> Preflight.checkServers(plan, targets, start());
  }

  private Experiment.Start start() {
    return new Experiment.Start(Instant.now(), stop, said::add);
  }
}

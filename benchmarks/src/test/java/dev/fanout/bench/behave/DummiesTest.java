package dev.fanout.bench.behave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Code;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Requests;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Models that fail on purpose, each beside one that does all that is asked: the code that fills the
 * table tells them apart.
 */
@Tag("slow")
class DummiesTest extends ObservingTest {
  @Test
  void oneThatDoesWhatItIsAskedIsRight() throws Exception {
    for (Scenario scenario :
        EnumSet.complementOf(
            EnumSet.of(Scenario.LEAKS, Scenario.CONTEXT, Scenario.BACK_PRESSURE))) {
      Observed observed = observe(scenario, Good::new);
      assertThat(observed.verdict()).as("%s: %s", scenario, observed).isEqualTo(Verdict.RIGHT);
    }
  }

  @Test
  void oneThatSwallowsFailuresIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.TEN_ERROR,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("catch (IOException e) {}")
                  public Answers gather(Requests requests) throws Exception {
                    Answers answers = super.gather(requests);
                    answers.failed().clear();
                    return answers;
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(observed.says()).contains("90 of 90").contains("0 of 10 failures");
  }

  @Test
  void oneThatTakesABrokenAnswerForARightOneIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.ONE_ERROR,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    Answers answers = super.gather(requests);
                    answers.delivered().addAll(answers.failed().keySet());
                    return answers;
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
  }

  @Test
  void oneThatLosesTheAnswersAfterTheFirstFailureIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.ONE_RESET,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("for (…) answers.add(call(request));")
                  public Answers gather(Requests requests) throws Exception {
                    Answers answers = super.gather(requests);
                    int first = answers.failed().keySet().iterator().next();
                    answers.delivered().removeIf(each -> each > first);
                    return answers;
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(observed.says()).contains("50 of 99");
  }

  @Test
  void oneThatThrowsInsteadIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.ONE_RESET,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    throw new IOException("lost everything");
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(observed.says()).contains("lost everything");
  }

  @Test
  void oneThatIgnoresCancelIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.CANCEL,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Running begin(Requests requests) throws Exception {
                    Running running = super.begin(requests);
                    return new Running() {
                      @Override
                      public void cancel() {}

                      @Override
                      public void await() throws Exception {
                        running.await();
                      }
                    };
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  /** What a {@link CompletableFuture} does that nobody has taught to give the call up. */
  @Test
  void oneThatReturnsAndLeavesItsRequestsRunningIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.CANCEL,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Running begin(Requests requests) throws Exception {
                    var _ = super.begin(requests);
                    return new Running() {
                      @Override
                      public void cancel() {}

                      @Override
                      public void await() {}
                    };
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(observed.figures()).containsEntry(Figure.STILL_RUNNING, 20.0);
    assertThat(observed.says()).endsWith("20 of 20 requests go on at the server");
  }

  @Test
  void oneThatReturnsLateIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.DEADLINE,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers within(Requests requests, Duration deadline) throws Exception {
                    return super.within(requests, deadline.multipliedBy(2));
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(observed.figures().get(Figure.LATE_MS)).isGreaterThan(299);
  }

  @Test
  void oneThatDoesNotTellWhatIsPendingIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.DEADLINE,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers within(Requests requests, Duration deadline) throws Exception {
                    Answers answers = super.within(requests, deadline);
                    answers.pending().clear();
                    return answers;
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatCallsBackOnAThreadOfEverybodyIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.AS_THEY_COME,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public void asTheyCome(Requests requests, IntConsumer taker) throws Exception {
                    super.asTheyCome(
                        requests,
                        request -> CompletableFuture.runAsync(() -> taker.accept(request)).join());
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(observed.says()).contains("the whole JVM shares");
  }

  @Test
  void oneThatHandsResultsOnAtTheEndIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.AS_THEY_COME,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public void asTheyCome(Requests requests, IntConsumer taker) throws Exception {
                    super.gather(requests).delivered().forEach(taker::accept);
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatTakesAFailureForTheWinnerIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.RACE_STATUS,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public int race(Requests requests) throws Exception {
                    return super.gather(requests).failed().keySet().iterator().next();
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatSendsASecondRequestWithoutNeedIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.HEDGE_UNNEEDED,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public int hedge(Requests requests, Duration after) throws Exception {
                    return super.hedge(requests, Duration.ZERO);
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatSwallowsTheFirstFailureIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.FIRST_FAILURE,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public void failFast(Requests requests) throws Exception {
                    try {
                      super.failFast(requests);
                    } catch (ExecutionException e) {
                      // Nobody is told.
                    }
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(observed.says()).contains("without a failure");
  }

  @Test
  void oneThatNeverEndsIsCaught() throws Exception {
    Observed observed =
        observe(
            new Observer(observer.server(), Duration.ofMillis(300)),
            Scenario.ONE_RESET,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    new CountDownLatch(1).await();
                    throw new AssertionError();
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.HUNG);
  }

  @Test
  void oneThatOffersNothingIsToldSo() throws Exception {
    Observed observed =
        observe(
            Scenario.RACE_TWO,
            backend ->
                new Idioms() {
                  @Override
                  public Answers gather(Requests requests) {
                    return new Answers();
                  }

                  @Override
                  public void close() {}
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.NOT_OFFERED);
  }

  @Test
  void oneThatHoldsTheSubmitterBackIsToldFromOneThatDoesNot() throws Exception {
    Observed free = observe(Scenario.BACK_PRESSURE, Good::new);
    assertThat(free.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(free.figures().get(Figure.MEMORY_KB)).isGreaterThan(100_000 / 10);
    Observed held =
        observe(
            Scenario.BACK_PRESSURE,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("for (…) answers.add(call(request));")
                  public Answers gather(Requests requests) {
                    var answers = new Answers();
                    for (int request = 0; request < requests.count(); request++) {
                      answers.delivered().add(requests.make(request, client));
                    }
                    return answers;
                  }
                });
    assertThat(held.verdict()).isEqualTo(Verdict.RIGHT);
    assertThat(held.says()).startsWith("held back: 1 of 100,000");
  }

  @Test
  void whatTheCallerHasSetIsSeenOnItsOwnThreadAlone() throws Exception {
    Observed own =
        observe(
            Scenario.CONTEXT,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("for (…) answers.add(call(request));")
                  public Answers gather(Requests requests) {
                    for (int request = 0; request < requests.count(); request++) {
                      int _ = requests.make(request, client);
                    }
                    return new Answers();
                  }
                });
    assertThat(own.verdict()).isEqualTo(Verdict.RIGHT);
    Observed other =
        observe(
            Scenario.CONTEXT,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    try (var pool =
                        Executors.newFixedThreadPool(
                            1,
                            Thread.ofPlatform().inheritInheritableThreadLocals(false).factory())) {
                      return Answers.of(pool.invokeAll(requests.tasks(client)));
                    }
                  }
                });
    assertThat(other.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatReportsAFailureWithAnotherCauseIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.ONE_ERROR,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    Answers answers = super.gather(requests);
                    answers.failed().replaceAll((_, _) -> "something went wrong");
                    return answers;
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
  }

  @Test
  void oneThatSendsNothingIsNotRightToHaveNothingToCancel() throws Exception {
    Observed observed =
        observe(
            Scenario.CANCEL,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Running begin(Requests requests) {
                    return running(() -> {});
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(observed.says()).contains("no request came to the server");
  }

  /** What was begun, with a way to cancel it and nothing to wait for. */
  private static Idioms.Running running(Runnable cancel) {
    return new Idioms.Running() {
      @Override
      public void cancel() {
        cancel.run();
      }

      @Override
      public void await() {}
    };
  }

  @Test
  void oneThatGoesOnWithTheNextRequestAfterItWasCancelledIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.CANCEL,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Running begin(Requests requests) {
                    Thread lane =
                        Thread.ofVirtual()
                            .start(
                                () -> {
                                  for (int request = 0; request < 5; request++) {
                                    try {
                                      int _ = requests.make(request, client);
                                    } catch (CallFailedException e) {
                                      Thread.interrupted(); // and goes on
                                    }
                                    LockSupport.parkNanos(20_000_000);
                                  }
                                });
                    return running(lane::interrupt);
                  }
                });
    assertThat(observed.verdict()).as(observed.says()).isEqualTo(Verdict.PARTLY);
    assertThat(observed.says()).contains("go on at the server");
  }

  @Test
  void requestsThatHaveEndedByThemselvesWereNotEndedByTheModel() throws Exception {
    Observed observed =
        observe(
            Scenario.CANCEL,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Running begin(Requests requests) throws Exception {
                    super.begin(requests).await(); // as if this machine were that slow
                    return running(() -> {});
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.NOT_OBSERVED);
  }

  @Test
  void oneThatEndsBeforeItIsInterruptedIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.INTERRUPT,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    var _ = super.begin(requests);
                    return new Answers();
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(observed.says()).contains("before it was interrupted");
  }

  @Test
  void oneThatSendsTheSecondRequestAtOnceIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.HEDGE,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public int hedge(Requests requests, Duration after) throws Exception {
                    return super.hedge(requests, Duration.ZERO);
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatForgetsToStopTheTimerOfItsSecondRequestIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.HEDGE_UNNEEDED,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public int hedge(Requests requests, Duration after) {
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              LockSupport.parkNanos(after.toNanos());
                              int _ = requests.make(1, client);
                            });
                    return requests.make(0, client);
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatReturnsLongAfterTheWinnerIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.RACE_TWO,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public int race(Requests requests) throws Exception {
                    int won = super.race(requests);
                    Thread.sleep(2_000);
                    return won;
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatHandsOnlyTheFirstResultOnAtOnceIsCaught() throws Exception {
    Observed observed =
        observe(
            Scenario.AS_THEY_COME,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public void asTheyCome(Requests requests, IntConsumer taker) throws Exception {
                    var others = new ArrayList<Integer>();
                    var first = new AtomicBoolean(true);
                    super.asTheyCome(
                        requests,
                        request -> {
                          if (first.getAndSet(false)) {
                            taker.accept(request);
                          } else {
                            others.add(request);
                          }
                        });
                    others.forEach(taker::accept);
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(observed.says()).contains("late");
  }

  @Test
  void aPauseIsNoBackPressure() throws Exception {
    Observed observed =
        observe(
            Scenario.BACK_PRESSURE,
            backend ->
                new Good(backend) {
                  @Override
                  @Code("a line")
                  public Answers gather(Requests requests) throws Exception {
                    int _ = requests.task(0, client).hashCode(); // the first is handed in
                    long begun = System.nanoTime();
                    while (System.nanoTime() - begun < 1_000_000_000) {
                      Thread.onSpinWait(); // as a busy machine or a collection does
                    }
                    return super.gather(requests);
                  }
                });
    assertThat(observed.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(observed.says()).startsWith("not held back");
  }
}

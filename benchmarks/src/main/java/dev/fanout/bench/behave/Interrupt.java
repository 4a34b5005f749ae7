package dev.fanout.bench.behave;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Script;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The thread that waits for all answers is interrupted. */
record Interrupt() implements Trial {
  @Override
  public Scenario scenario() {
    return Scenario.INTERRUPT;
  }

  @Override
  public Ability ability() {
    return Ability.GATHER;
  }

  @Override
  public Script script() {
    return Cancel.SLOW;
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    var waiting = new FutureTask<Answers>(() -> idioms.gather(stage.requests()));
    Thread caller = Thread.ofPlatform().daemon().name("caller").start(waiting);
    stage.awaitUnderWay();
    var watch = Stopwatch.start();
    if (!caller.isAlive()) {
      return stage.ended(0, false, "ended before it was interrupted, with " + with(waiting));
    }
    caller.interrupt();
    caller.join();
    double returned = watch.millis();
    return stage.ended(
        returned,
        returned < Cancel.LATE_MS,
        "returned %.1f ms after the interrupt, with %s".formatted(returned, with(waiting)));
  }

  private static String with(FutureTask<Answers> ended) throws InterruptedException {
    try {
      Answers answers = ended.get();
      return "%d answers and %d failures"
          .formatted(answers.delivered().size(), answers.failed().size());
    } catch (ExecutionException e) {
      return FailureText.of(e);
    }
  }
}

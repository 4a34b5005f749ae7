package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;

/** All requests are cancelled from outside. */
record Cancel() implements Trial {
  /** Long before an answer; to end processes takes a moment. */
  static final double LATE_MS = 500;

  /** Requests that nobody wants to wait for. */
  static final Script SLOW = Script.of(Part.of(20, 2_000, Fate.OK));

  @Override
  public Scenario scenario() {
    return Scenario.CANCEL;
  }

  @Override
  public Ability ability() {
    return Ability.BEGIN;
  }

  @Override
  public Script script() {
    return SLOW;
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    Idioms.Running running = idioms.begin(stage.requests());
    stage.awaitUnderWay();
    var watch = Stopwatch.start();
    running.cancel();
    running.await();
    double returned = watch.millis();
    return stage.ended(
        returned,
        returned < LATE_MS,
        "returned %.1f ms after it was cancelled".formatted(returned));
  }
}

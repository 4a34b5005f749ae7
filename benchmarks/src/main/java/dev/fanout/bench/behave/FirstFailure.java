package dev.fanout.bench.behave;

import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import org.jspecify.annotations.Nullable;

/** The first failure ends the rest. */
record FirstFailure() implements Trial {
  private static final int SLOW_MILLIS = 2_000;

  @Override
  public Scenario scenario() {
    return Scenario.FIRST_FAILURE;
  }

  @Override
  public Ability ability() {
    return Ability.FAIL_FAST;
  }

  @Override
  public Script script() {
    return Script.of(
        Part.of(2, 10, Fate.OK), Part.of(1, 50, Fate.ERROR), Part.of(97, SLOW_MILLIS, Fate.OK));
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    Exception failure = null;
    var watch = Stopwatch.start();
    try {
      idioms.failFast(stage.requests());
    } catch (Exception e) {
      failure = e;
    }
    double returned = watch.millis();
    return stage.ended(
        returned,
        returned < SLOW_MILLIS / 2.0 && failure != null && CallFailedException.isIn(failure),
        says(failure, returned));
  }

  private static String says(@Nullable Exception failure, double returned) {
    return failure == null
        ? "returned after %.0f ms without a failure".formatted(returned)
        : "ended after %.0f ms with %s".formatted(returned, FailureText.of(failure));
  }
}

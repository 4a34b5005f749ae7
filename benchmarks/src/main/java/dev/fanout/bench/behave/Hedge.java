package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A second request is sent if the first is slow.
 *
 * @param first how long the first takes
 * @param winner the number of the request that has the first right answer
 */
record Hedge(Scenario scenario, int first, int winner) implements Trial {
  private static final Duration AFTER = Duration.ofMillis(100);

  /** With and without need. */
  static Stream<Trial> all() {
    return Stream.of(
        new Hedge(Scenario.HEDGE, 2_000, 1), new Hedge(Scenario.HEDGE_UNNEEDED, 20, 0));
  }

  @Override
  public Ability ability() {
    return Ability.HEDGE;
  }

  @Override
  public Script script() {
    return Script.of(Part.of(1, first, Fate.OK), Part.of(1, 50, Fate.OK));
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    var watch = Stopwatch.start();
    int won = idioms.hedge(stage.requests(), AFTER);
    double returned = watch.millis();
    int came = stage.seen().came();
    return stage.ended(
        returned,
        won == winner && came == winner + 1 && returned < 1_000,
        "request %d won after %.0f ms, of %d that were sent".formatted(won, returned, came));
  }
}

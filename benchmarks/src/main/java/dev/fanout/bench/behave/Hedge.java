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
 * @param after when the second is to be sent
 * @param winner the number of the request that has the first right answer
 */
record Hedge(Scenario scenario, int first, Duration after, int winner) implements Trial {
  /** How much later a second request would have come that nobody has stopped. */
  private static final Duration MARGIN = Duration.ofMillis(100);

  /** With and without need. */
  static Stream<Trial> all() {
    return Stream.of(
        new Hedge(Scenario.HEDGE, 2_000, Duration.ofMillis(100), 1),
        new Hedge(Scenario.HEDGE_UNNEEDED, 20, Duration.ofMillis(300), 0));
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
    int won = idioms.hedge(stage.requests(), after);
    double returned = watch.millis();
    boolean second = winner == 1;
    if (!second) { // it must not come later either
      Thread.sleep(
          Math.max(0, after.plus(MARGIN).minusNanos(Math.round(watch.millis() * 1e6)).toMillis()));
    }
    int came = stage.seen().came();
    boolean inTime = returned < 1_000 && (!second || returned >= after.toMillis());
    return stage.ended(
        returned,
        won == winner && came == winner + 1 && inTime,
        "request %d won after %.0f ms, of %d that were sent".formatted(won, returned, came));
  }
}

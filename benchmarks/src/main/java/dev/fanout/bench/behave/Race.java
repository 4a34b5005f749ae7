package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import java.util.stream.Stream;

/**
 * The first right answer wins.
 *
 * @param winner the number of the request that has it
 */
record Race(Scenario scenario, Script script, int winner) implements Trial {
  private static final int SLOW_MILLIS = 2_500;
  private static final int LATE_MILLIS = 2_000; // long after the winner, also on a busy machine

  /** All of them. */
  static Stream<Trial> all() {
    Part slow = Part.of(1, SLOW_MILLIS, Fate.OK);
    return Stream.of(
        new Race(Scenario.RACE_TWO, Script.of(slow, Part.of(1, 50, Fate.OK)), 1),
        new Race(
            Scenario.RACE_RESET,
            Script.of(Part.of(1, 10, Fate.RESET), Part.of(1, 100, Fate.OK)),
            1),
        new Race(
            Scenario.RACE_STATUS,
            Script.of(Part.of(1, 10, Fate.ERROR), Part.of(1, 100, Fate.OK)),
            1),
        new Race(
            Scenario.RACE_BROKEN,
            Script.of(
                Part.of(1, 10, Fate.EMPTY), Part.of(1, 10, Fate.GARBAGE), Part.of(1, 100, Fate.OK)),
            2),
        new Race(
            Scenario.RACE_TEN,
            Script.of(
                Part.of(3, 10, Fate.ERROR),
                Part.of(1, 10, Fate.RESET),
                Part.of(1, 10, Fate.EMPTY),
                Part.of(2, 1, Fate.STALL),
                Part.of(2, SLOW_MILLIS, Fate.OK),
                Part.of(1, 100, Fate.OK)),
            9),
        new Race(
            Scenario.RACE_THOUSAND,
            Script.of(
                Part.of(500, SLOW_MILLIS, Fate.OK),
                Part.of(1, 50, Fate.OK),
                Part.of(499, SLOW_MILLIS, Fate.OK)),
            500));
  }

  @Override
  public Ability ability() {
    return Ability.RACE;
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    var watch = Stopwatch.start();
    int won = idioms.race(stage.requests());
    double returned = watch.millis();
    return stage.ended(
        returned,
        won == winner && returned < LATE_MILLIS,
        "request %d of %d won after %.0f ms".formatted(won, script.requests(), returned));
  }
}

package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;

/** Requests that nothing happens to, before those that count. */
record Warming() implements Trial {
  private static final int TIMES = 3;

  @Override
  public Scenario scenario() {
    return Scenario.CONTEXT; // which nobody is told
  }

  @Override
  public Ability ability() {
    return Ability.GATHER;
  }

  @Override
  public Script script() {
    return Script.of(Part.of(100, 5, Fate.OK));
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    for (int time = 0; time < TIMES; time++) {
      Answers _ = idioms.gather(stage.requests());
    }
    return Observed.of(Verdict.RIGHT, "warm");
  }
}

package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.bench.idiom.Requests;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.Script;

/** Requests that are given up hold something that must be closed. */
record Resources() implements Trial {
  @Override
  public Scenario scenario() {
    return Scenario.RESOURCES;
  }

  @Override
  public Ability ability() {
    return Ability.WITHIN;
  }

  @Override
  public Script script() {
    return Deadline.SCRIPT;
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    Requests requests = stage.requests();
    var watch = Stopwatch.start();
    Answers _ = idioms.within(requests, Deadline.TIME);
    double returned = watch.millis();
    stage.settled(); // a thread that was interrupted needs a moment
    int open = requests.opened() - requests.closed();
    return Observed.of(
            open == 0 ? Verdict.RIGHT : Verdict.WRONG,
            "%d of %d resources that were opened are still open".formatted(open, requests.opened()))
        .with(Figure.RETURNED_MS, returned);
  }
}

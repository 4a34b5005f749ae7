package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Some requests are not answered until the deadline. */
record Deadline() implements Trial {
  static final Duration TIME = Duration.ofMillis(300);

  /** Half of them long before the deadline, the slow ones in the middle. */
  static final Script SCRIPT =
      Script.of(Part.of(5, 50, Fate.OK), Part.of(10, 3_000, Fate.OK), Part.of(5, 50, Fate.OK));

  @Override
  public Scenario scenario() {
    return Scenario.DEADLINE;
  }

  @Override
  public Ability ability() {
    return Ability.WITHIN;
  }

  @Override
  public Script script() {
    return SCRIPT;
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    var watch = Stopwatch.start();
    Answers answers = idioms.within(stage.requests(), TIME);
    double returned = watch.millis();
    double late = returned - TIME.toMillis();
    Set<Integer> quick =
        IntStream.range(0, SCRIPT.requests())
            .filter(each -> SCRIPT.part(each).delay().compareTo(TIME) < 0)
            .boxed()
            .collect(Collectors.toSet());
    boolean told =
        answers.delivered().equals(quick)
            && answers.pending().size() == SCRIPT.requests() - quick.size();
    return stage
        .ended(
            returned,
            told && late < Stopwatch.AT_ONCE_MS,
            "%d answers kept, %d told pending, returned %.1f ms %s the deadline"
                .formatted(
                    answers.delivered().size(),
                    answers.pending().size(),
                    Math.abs(late),
                    late < 0 ? "before" : "after"))
        .with(Figure.LATE_MS, late)
        .with(Figure.DELIVERED, answers.delivered().size())
        .with(Figure.FAILED, answers.failed().size())
        .with(Figure.PENDING, answers.pending().size());
  }
}

package dev.fanout.bench.behave;

import dev.fanout.report.behaviour.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All trials. */
final class Trials {
  private static final List<Trial> ALL =
      Stream.<Stream<Trial>>of(
              PartialFailure.all(),
              Race.all(),
              Hedge.all(),
              Stream.of(
                  new FirstFailure(),
                  new Deadline(),
                  new Cancel(),
                  new Interrupt(),
                  new AsTheyCome(),
                  new Resources(),
                  new Context(),
                  new BackPressure()))
          .<Trial>flatMap(each -> each)
          .sorted(Comparator.comparing(Trial::scenario))
          .toList();

  private Trials() {}

  /** Those of the scenarios, in their order; {@link Scenario#LEAKS} is observed in each of them. */
  static List<Trial> of(Set<Scenario> scenarios) {
    return ALL.stream().filter(each -> scenarios.contains(each.scenario())).toList();
  }
}

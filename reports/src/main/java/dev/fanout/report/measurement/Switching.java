package dev.fanout.report.measurement;

import java.util.List;
import java.util.Optional;

/**
 * What a run of the micro-benchmarks found out, and what others have published.
 *
 * @param costs a row per benchmark and number of tasks, with a figure or without, as measured
 * @param published the figures of others
 */
public record Switching(List<SwitchCost> costs, List<PublishedCost> published) {
  /** The rows with a figure. */
  public List<SwitchCost> measured() {
    return costs.stream().filter(cost -> cost.mean() != null).toList();
  }

  /** The figure of that benchmark; empty if there is none. */
  public Optional<Double> mean(String name) {
    return costs.stream()
        .filter(cost -> cost.name().equals(name))
        .flatMap(cost -> Optional.ofNullable(cost.mean()).stream())
        .findFirst();
  }
}

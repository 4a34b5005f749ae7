package dev.fanout.bench.cli;

import dev.fanout.bench.plan.Plan;
import java.util.Iterator;

/** The presets' names, for the help. */
final class PresetNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Plan.presets().iterator();
  }
}

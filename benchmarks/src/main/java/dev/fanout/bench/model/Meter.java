package dev.fanout.bench.model;

import dev.fanout.report.measurement.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures something of a shot beside its wall time. */
@FunctionalInterface
interface Meter {
  /** All that there are; what each measures is described at {@link Metric}. */
  List<Meter> ALL = List.of(MachineLoad::meter, ProcessCost::meter);

  /**
   * Begins to measure; called just before the clock starts.
   *
   * @return asked just after the clock has stopped; without what the system does not tell
   */
  Supplier<Map<Metric, Double>> start();

  /** Begins to measure by all meters. */
  static Supplier<Map<Metric, Double>> startAll() {
    List<Supplier<Map<Metric, Double>>> started = ALL.stream().map(Meter::start).toList();
    return () -> {
      var values = new EnumMap<Metric, Double>(Metric.class);
      started.reversed().forEach(meter -> values.putAll(meter.get()));
      return values;
    };
  }
}

package dev.fanout.bench.meter;

import dev.fanout.report.measurement.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures something of a shot beside its wall time; ready to begin as soon as it exists. */
@FunctionalInterface
public interface Meter {
  /**
   * Begins to measure; called just before the clock starts.
   *
   * @return asked just after the clock has stopped
   */
  Supplier<Readings> start();

  /**
   * Makes the meters of this process ready: that of the measured JVM, or of one of its workers.
   *
   * @param virtualThreads whether those are measured
   */
  static List<Meter> ofProcess(boolean virtualThreads) {
    var meters = new ArrayList<Meter>();
    if (virtualThreads) {
      meters.add(VirtualThreadCost.ready());
    }
    meters.add(JvmCost::meter);
    meters.add(KernelCost::meter); // last, so that it sees least of the others
    return meters;
  }

  /**
   * Makes the meters of a shot ready. In a cold JVM the virtual threads have none, since the start
   * of the Flight Recorder loads classes that a cold shot must load itself.
   *
   * @param workers that of the processes that work for this one
   */
  static List<Meter> ofShot(Temperature temperature, Meter workers) {
    var meters = new ArrayList<>(ofProcess(temperature == Temperature.WARM));
    meters.addFirst(workers);
    meters.add(meters.size() - 1, MachineLoad::meter); // which counts what the others use, too
    return meters;
  }

  /** Begins to measure by all of them; the first to begin is the last that is read. */
  static Supplier<Readings> startAll(List<Meter> meters) {
    List<Supplier<Readings>> started = meters.stream().map(Meter::start).toList();
    return () ->
        started.reversed().stream().map(Supplier::get).reduce(Readings.NONE, Readings::plus);
  }
}

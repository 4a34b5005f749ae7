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
   * <p>In a fresh JVM virtual threads have none, since the start of the Flight Recorder loads
   * classes that a cold shot must load itself.
   *
   * @param hasVirtualThreads whether the process may have some
   */
  static List<Meter> ofProcess(Temperature temperature, boolean hasVirtualThreads) {
    var meters = new ArrayList<Meter>();
    if (hasVirtualThreads && !temperature.isFresh()) {
      meters.add(VirtualThreadCost.ready());
    }
    meters.add(JvmCost.ready());
    meters.add(KernelCost.ready(temperature)); // last, so that it sees least of the others
    return meters;
  }

  /**
   * Makes the meters of a shot ready.
   *
   * @param workers that of the processes that work for this one
   */
  static List<Meter> ofShot(Temperature temperature, Meter workers) {
    var meters = new ArrayList<Meter>();
    meters.add(workers);
    meters.add(MachineLoad::meter);
    meters.addAll(ofProcess(temperature, true));
    return meters;
  }

  /** Begins to measure by all of them; the first to begin is the last that is read. */
  static Supplier<Readings> startAll(List<Meter> meters) {
    List<Supplier<Readings>> started = meters.stream().map(Meter::start).toList();
    return () ->
        started.reversed().stream().map(Supplier::get).reduce(Readings.NONE, Readings::plus);
  }
}

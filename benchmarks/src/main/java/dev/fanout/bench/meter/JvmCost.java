package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.ALLOCATED_BYTES;
import static dev.fanout.report.measurement.Metric.GC_MS;
import static dev.fanout.report.measurement.Metric.PEAK_PLATFORM_THREADS;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;

/** Measures what this JVM counts by itself: allocation, platform threads, garbage collection. */
final class JvmCost {
  private JvmCost() {}

  /** Makes the meter ready, which loads the beans that it asks. */
  static Meter ready() {
    var threads = ManagementFactory.getThreadMXBean();
    allocated(threads);
    collectionMillis();
    return () -> {
      threads.resetPeakThreadCount();
      long collecting = collectionMillis();
      long before = allocated(threads);
      return () -> {
        long after = allocated(threads);
        return Readings.of(
                Map.of(
                    PEAK_PLATFORM_THREADS,
                    (double) threads.getPeakThreadCount(),
                    GC_MS,
                    (double) (collectionMillis() - collecting)))
            .plus(allocation(before, after));
      };
    };
  }

  /** The pauses of all collectors so far; cycles that run beside other threads are none. */
  private static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> !collector.getName().endsWith(" Cycles"))
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  static Readings allocation(long before, long after) {
    return before < 0 || after < 0
        ? Readings.missing(Set.of(ALLOCATED_BYTES), "this JVM does not count what is allocated")
        : Readings.of(Map.of(ALLOCATED_BYTES, (double) (after - before)));
  }

  /** By all threads, those that have ended included; negative where the JVM does not count it. */
  private static long allocated(java.lang.management.ThreadMXBean threads) {
    return threads instanceof ThreadMXBean counting
            && counting.isThreadAllocatedMemorySupported()
            && counting.isThreadAllocatedMemoryEnabled()
        ? counting.getTotalThreadAllocatedBytes()
        : -1;
  }
}

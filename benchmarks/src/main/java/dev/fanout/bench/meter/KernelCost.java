package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.CPU_SYSTEM_MS;
import static dev.fanout.report.measurement.Metric.CPU_USER_MS;
import static dev.fanout.report.measurement.Metric.INVOLUNTARY_SWITCHES;
import static dev.fanout.report.measurement.Metric.PEAK_RSS_KB;
import static dev.fanout.report.measurement.Metric.VOLUNTARY_SWITCHES;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.ResourceUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Measures what the kernel counts for this process: CPU time, context switches, memory. */
final class KernelCost {
  private static final Set<Metric> OF_USAGE =
      Set.of(CPU_USER_MS, CPU_SYSTEM_MS, VOLUNTARY_SWITCHES, INVOLUNTARY_SWITCHES);
  private static final int TICK_MILLIS = 10; // USER_HZ is 100 on every Linux
  private static final int USER_TIME = 11; // counted from the first field after the command's name
  private static final int SYSTEM_TIME = 12;
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** What, written to {@link #RESET}, makes the kernel forget the greatest memory so far. */
  private static final String PEAK = "5";

  private static final String GREATEST = "VmHWM:";

  private KernelCost() {}

  /**
   * Makes the meter ready. In a fresh JVM it reads files alone, where the kernel counts CPU time in
   * ticks of 10 ms and forgets the switches of threads that have ended: a function of the system
   * would have to be linked first, and with it some 350 classes that a cold shot must load itself.
   */
  static Meter ready(Temperature temperature) {
    Supplier<Optional<Map<Metric, Double>>> counters =
        switch (temperature) {
          case COLD, COLD_AOT -> KernelCost::ticks;
          case WARM -> KernelCost::exact;
        };
    Set<Metric> counted = counters.get().map(Map::keySet).orElse(OF_USAGE);
    return () -> {
      Optional<String> noPeak = resetPeak(RESET);
      Optional<Map<Metric, Double>> before = counters.get();
      return () -> {
        Optional<Map<Metric, Double>> after = counters.get();
        return usage(counted, before, after)
            .plus(
                noPeak
                    .map(why -> Readings.missing(Set.of(PEAK_RSS_KB), why))
                    .orElseGet(KernelCost::memory));
      };
    };
  }

  private static Optional<Map<Metric, Double>> exact() {
    return ResourceUsage.now()
        .map(
            usage ->
                Map.of(
                    CPU_USER_MS,
                    usage.userMicros() / 1e3,
                    CPU_SYSTEM_MS,
                    usage.systemMicros() / 1e3,
                    VOLUNTARY_SWITCHES,
                    (double) usage.voluntarySwitches(),
                    INVOLUNTARY_SWITCHES,
                    (double) usage.involuntarySwitches()));
  }

  private static Optional<Map<Metric, Double>> ticks() {
    try {
      return Optional.of(ticks(Files.readString(STAT)));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  static Map<Metric, Double> ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Map.of(
        CPU_USER_MS, TICK_MILLIS * Double.parseDouble(fields[USER_TIME]),
        CPU_SYSTEM_MS, TICK_MILLIS * Double.parseDouble(fields[SYSTEM_TIME]));
  }

  static Readings usage(
      Set<Metric> counted,
      Optional<Map<Metric, Double>> before,
      Optional<Map<Metric, Double>> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return Readings.missing(counted, "this system does not tell what a process used");
    }
    var grew = new EnumMap<Metric, Double>(after.get());
    before.get().forEach((metric, value) -> grew.merge(metric, -value, Double::sum));
    return Readings.of(grew);
  }

  /** Makes the kernel forget the greatest memory so far; says why it does not. */
  static Optional<String> resetPeak(Path file) {
    try {
      Files.writeString(file, PEAK, StandardOpenOption.WRITE);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the peak of memory cannot be reset by " + file);
    }
  }

  private static Readings memory() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return memory(lines.toList());
    } catch (IOException e) {
      return memory(List.of());
    }
  }

  static Readings memory(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(GREATEST))
        .findFirst()
        .map(line -> line.substring(GREATEST.length()).replace("kB", "").strip())
        .map(kib -> Readings.of(Map.of(PEAK_RSS_KB, Double.valueOf(kib))))
        .orElseGet(
            () -> Readings.missing(Set.of(PEAK_RSS_KB), "%s has no VmHWM".formatted(STATUS)));
  }
}

package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.CPU_SYSTEM_MS;
import static dev.fanout.report.measurement.Metric.CPU_USER_MS;
import static dev.fanout.report.measurement.Metric.INVOLUNTARY_SWITCHES;
import static dev.fanout.report.measurement.Metric.PEAK_RSS_KB;
import static dev.fanout.report.measurement.Metric.VOLUNTARY_SWITCHES;

import dev.fanout.report.measurement.Metric;
import dev.fanout.server.ResourceUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** What, written to {@link #RESET}, makes the kernel forget the greatest memory so far. */
  private static final String PEAK = "5";

  private static final String GREATEST = "VmHWM:";

  private KernelCost() {}

  static Supplier<Readings> meter() {
    Optional<String> noPeak = resetPeak(RESET);
    Optional<ResourceUsage> before = ResourceUsage.now();
    return () -> {
      Optional<ResourceUsage> after = ResourceUsage.now();
      return usage(before, after)
          .plus(
              noPeak
                  .map(why -> Readings.missing(Set.of(PEAK_RSS_KB), why))
                  .orElseGet(KernelCost::memory));
    };
  }

  static Readings usage(Optional<ResourceUsage> before, Optional<ResourceUsage> after) {
    return before.isPresent() && after.isPresent()
        ? Readings.of(since(before.get(), after.get()))
        : Readings.missing(OF_USAGE, "this system has no getrusage, or the JVM may not call it");
  }

  private static Map<Metric, Double> since(ResourceUsage before, ResourceUsage after) {
    return Map.of(
        CPU_USER_MS,
        (after.userMicros() - before.userMicros()) / 1e3,
        CPU_SYSTEM_MS,
        (after.systemMicros() - before.systemMicros()) / 1e3,
        VOLUNTARY_SWITCHES,
        (double) (after.voluntarySwitches() - before.voluntarySwitches()),
        INVOLUNTARY_SWITCHES,
        (double) (after.involuntarySwitches() - before.involuntarySwitches()));
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

package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.CPU_SYSTEM_MS;
import static dev.fanout.report.measurement.Metric.CPU_USER_MS;
import static dev.fanout.report.measurement.Metric.PEAK_RSS_KB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCostTest {
  private static final Map<Metric, Double> BEFORE = Map.of(CPU_USER_MS, 1.0, CPU_SYSTEM_MS, 0.5);
  private static final Set<Metric> COUNTED = BEFORE.keySet();

  @Test
  void isWhatTheCountersGrewBy() {
    var after = Map.of(CPU_USER_MS, 3.5, CPU_SYSTEM_MS, 0.75);
    assertThat(KernelCost.usage(COUNTED, Optional.of(BEFORE), Optional.of(after)).values())
        .isEqualTo(Map.of(CPU_USER_MS, 2.5, CPU_SYSTEM_MS, 0.25));
  }

  @Test
  void isMissingWhereTheSystemDoesNotTell() {
    Readings read = KernelCost.usage(COUNTED, Optional.empty(), Optional.of(BEFORE));
    assertThat(read.values()).isEmpty();
    assertThat(read.missing()).containsOnlyKeys(CPU_USER_MS, CPU_SYSTEM_MS);
  }

  @Test
  void readsTicksWhateverTheCommandsName() {
    String stat = "7 (a ) b) S 1 2 3 4 5 6 7 8 9 10 123 45 0 0 20 0 30 0";
    assertThat(KernelCost.ticks(stat))
        .isEqualTo(Map.of(CPU_USER_MS, 1_230.0, CPU_SYSTEM_MS, 450.0));
  }

  @Test
  void readsTheGreatestMemory() {
    assertThat(KernelCost.memory(List.of("Name:\tjava", "VmHWM:\t    2048 kB")).values())
        .isEqualTo(Map.of(PEAK_RSS_KB, 2_048.0));
    assertThat(KernelCost.memory(List.of("Name:\tjava")).missing()).containsOnlyKeys(PEAK_RSS_KB);
  }

  @Test
  void saysThatThePeakOfMemoryCannotBeReset(@TempDir Path folder) {
    assertThat(KernelCost.resetPeak(folder.resolve("none")))
        .hasValueSatisfying(why -> assertThat(why).contains("cannot be reset"));
  }
}

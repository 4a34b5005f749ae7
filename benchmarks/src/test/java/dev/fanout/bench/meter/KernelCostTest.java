package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.CPU_SYSTEM_MS;
import static dev.fanout.report.measurement.Metric.CPU_USER_MS;
import static dev.fanout.report.measurement.Metric.INVOLUNTARY_SWITCHES;
import static dev.fanout.report.measurement.Metric.PEAK_RSS_KB;
import static dev.fanout.report.measurement.Metric.VOLUNTARY_SWITCHES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.server.ResourceUsage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCostTest {
  private static final ResourceUsage BEFORE = new ResourceUsage(1_000, 500, 10, 4);

  @Test
  void isWhatTheCountersGrewBy() {
    var after = new ResourceUsage(3_500, 600, 12, 9);
    assertThat(KernelCost.usage(Optional.of(BEFORE), Optional.of(after)).values())
        .isEqualTo(
            Map.of(
                CPU_USER_MS, 2.5,
                CPU_SYSTEM_MS, 0.1,
                VOLUNTARY_SWITCHES, 2.0,
                INVOLUNTARY_SWITCHES, 5.0));
  }

  @Test
  void isMissingWhereTheSystemDoesNotTell() {
    Readings read = KernelCost.usage(Optional.empty(), Optional.of(BEFORE));
    assertThat(read.values()).isEmpty();
    assertThat(read.missing())
        .containsOnlyKeys(CPU_USER_MS, CPU_SYSTEM_MS, VOLUNTARY_SWITCHES, INVOLUNTARY_SWITCHES);
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

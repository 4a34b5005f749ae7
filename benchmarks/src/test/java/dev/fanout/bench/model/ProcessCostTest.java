package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessCostTest {
  @Test
  void readsTheKernelsCounters() {
    String stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 3 4 20 0 31 0 1 2 3";
    List<String> status =
        List.of("Name:\tjava", "VmPeak:\t9 kB", "VmHWM:\t  2048 kB", "Threads:\t31");
    assertThat(ProcessCost.of(stat, status)).isEqualTo(new ProcessCost(3_000, 31, 2_048));
  }

  @Test
  void countsThisProcess() {
    ProcessCost now = ProcessCost.read();
    if (now != null) { // on Linux
      assertThat(now.threads()).isGreaterThan(1);
      assertThat(now.memoryKib()).isGreaterThan(10_000);
      assertThat(now.cpuMs()).isPositive();
    }
  }
}

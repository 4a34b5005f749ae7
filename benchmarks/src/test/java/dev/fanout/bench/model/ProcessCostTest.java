package dev.fanout.bench.model;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Metric;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

class ProcessCostTest {
  @Test
  void readsTheKernelsCounters() {
    String stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 3 4 20 0 31 0 1 2 3";
    List<String> status =
        List.of("Name:\tjava", "VmPeak:\t9 kB", "VmHWM:\t  2048 kB", "Threads:\t31");
    assertThat(ProcessCost.of(7, stat, status))
        .isEqualTo(new ProcessCost(Set.of(7L), 2_500, 500, 31, 2_048));
  }

  @Test
  void countsThisProcess() {
    ProcessCost now = ProcessCost.read();
    if (now != null) { // on Linux
      assertThat(now.threads()).isGreaterThan(1);
      assertThat(now.memoryKib()).isGreaterThan(10_000);
      assertThat(now.userMs()).isPositive();
    }
  }

  @Test
  void knowsNoCostOfAShotInWhichAProcessDied() throws Exception {
    Process worker = new ProcessBuilder("sleep", "60").start();
    Supplier<Map<Metric, Double>> meter = ProcessCost.meter();
    worker.destroyForcibly().waitFor();
    assertThat(meter.get()).isEmpty();
  }

  /** The second witness: what the JVM itself counts for a thread that computes. */
  @Test
  void agreesWithTheJvmOnTheCpuTimeOfAShot() {
    Supplier<Map<Metric, Double>> meter = ProcessCost.meter();
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - before < MILLISECONDS.toNanos(300)) {
      Blackhole.consumeCPU(100_000);
    }
    Map<Metric, Double> cost = meter.get();
    if (!cost.isEmpty()) { // on Linux
      // other threads of this JVM only add to it, and a tick is 10 ms
      assertThat(
              requireNonNull(cost.get(Metric.CPU_USER_MS))
                  + requireNonNull(cost.get(Metric.CPU_SYSTEM_MS)))
          .isGreaterThanOrEqualTo(280);
    }
  }
}

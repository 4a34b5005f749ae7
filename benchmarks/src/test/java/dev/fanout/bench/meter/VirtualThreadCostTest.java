package dev.fanout.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Metric;
import org.junit.jupiter.api.Test;

class VirtualThreadCostTest {
  @Test
  void aJvmWithoutARecorderHasNoFiguresAndSaysWhy() {
    Readings read = VirtualThreadCost.ready("false").start().get();
    assertThat(read.values()).isEmpty();
    assertThat(read.missing())
        .containsOnlyKeys(Metric.PEAK_VIRTUAL_THREADS, Metric.PINNED)
        .containsValue("-Dfanout.flight-recorder=false switches the Flight Recorder off");
  }
}

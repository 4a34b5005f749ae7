package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.ALLOCATED_BYTES;
import static dev.fanout.report.measurement.Metric.CONNECTIONS;
import static dev.fanout.report.measurement.Metric.CPU_BUSY;
import static dev.fanout.report.measurement.Metric.CPU_USER_MS;
import static dev.fanout.report.measurement.Metric.PEAK_RSS_KB;
import static dev.fanout.report.measurement.Metric.PINNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.CostNotes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  @Test
  void ofSeveralProcessesAreSums() {
    var one = new Readings(Map.of(CPU_USER_MS, 1.5, PINNED, 0.0), Map.of(), null);
    var other = new Readings(Map.of(CPU_USER_MS, 2.0), Map.of(), "A:1");
    assertThat(one.plus(other))
        .isEqualTo(new Readings(Map.of(CPU_USER_MS, 3.5, PINNED, 0.0), Map.of(), "A:1"));
  }

  @Test
  void aSumOfWhichAPartIsMissingIsMissing() {
    Readings one = Readings.of(Map.of(CPU_USER_MS, 1.0, PEAK_RSS_KB, 2.0));
    Readings other = Readings.missing(Set.of(PEAK_RSS_KB), "no way");
    for (Readings sum : List.of(one.plus(other), other.plus(one))) {
      assertThat(sum.values()).isEqualTo(Map.of(CPU_USER_MS, 1.0));
      assertThat(sum.missing()).isEqualTo(Map.of(PEAK_RSS_KB, "no way"));
    }
  }

  @Test
  void aCounterThatWentBackwardsIsMissing() {
    Readings read = Readings.of(Map.of(CPU_USER_MS, -1.0, ALLOCATED_BYTES, 5.0));
    assertThat(read.values()).isEqualTo(Map.of(ALLOCATED_BYTES, 5.0));
    assertThat(read.notes())
        .isEqualTo(new CostNotes(null, "cpu_user_ms (the counter went backwards)", null));
  }

  @Test
  void sayWhatIsMissingOnceForEachReason() {
    assertThat(
            Readings.missing(Set.of(PINNED, PEAK_RSS_KB), "b")
                .plus(Readings.missing(Set.of(CPU_USER_MS), "a"))
                .notes()
                .notMeasured())
        .isEqualTo("cpu_user_ms (a); peak_rss_kb, pinned (b)");
  }

  @Test
  void aLostProcessLosesTheCostsOfAllAndNotWhatTheMachineOrTheServerSay() {
    Readings sum =
        Readings.of(Map.of(CPU_USER_MS, 1.0, CPU_BUSY, 0.5, CONNECTIONS, 3.0))
            .plus(Readings.ofLostProcess("worker 1 died"));
    assertThat(sum.values()).isEqualTo(Map.of(CPU_BUSY, 0.5, CONNECTIONS, 3.0));
    assertThat(sum.notes().notMeasured()).startsWith("cpu_user_ms, ").endsWith("(worker 1 died)");
  }
}

package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.bench.switching.MicroType;
import dev.fanout.bench.switching.PlannedMicro;
import dev.fanout.report.measurement.SwitchCost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** JMH end to end, on benchmarks whose cost is known. */
@Tag("slow")
@ResourceLock(Resources.SYSTEM_OUT)
class JmhSwitchMeterTest {
  @TempDir Path folder;

  private SwitchCost measure(String key, @Nullable Integer tasks, String url) throws IOException {
    MicroType type =
        MicroType.all().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    boolean isTime = tasks == null; // memory grows but once
    var micro =
        new PlannedMicro(type, tasks, 1, isTime ? 1 : 0, isTime ? 3 : 1, Duration.ofMillis(20));
    assumeThat(micro.obstacle()).isEmpty();
    return new JmhSwitchMeter(folder).measure(micro, url);
  }

  /** No clock may find a sleep shorter than it is; and none takes a second here. */
  @Test
  void aSleepOfAMillisecondTakesAMillisecondInTheUnitOfItsRow() throws IOException {
    SwitchCost sleep = measure("known-sleep", null, "");
    assertThat(sleep.mean()).isBetween(1e6, 1e9);
    assertThat(sleep.error()).isNotNull();
    assertThat(sleep.min()).isBetween(1e6, Objects.requireNonNull(sleep.mean()));
    assertThat(sleep.allocated()).isNotNull();
    assertThat(sleep).extracting(SwitchCost::forks, SwitchCost::iterations).containsExactly(1, 3);
    assertThat(folder.resolve("known-sleep.json")).content().contains("\"avgt\"");
    assertThat(folder.resolve("output.txt")).content().contains("Yardstick.sleep");
  }

  /** An array of 1,024 bytes has a header of 16. */
  @Test
  void theMemoryOfArraysIsThatOfArrays() throws IOException {
    SwitchCost array = measure("known-array", 10_000, "");
    assertThat(array.heap()).isCloseTo(1_040, Percentage.withPercentage(3));
    assertThat(array.mean()).isCloseTo(1_040, Percentage.withPercentage(5));
    assertThat(array.error()).as("of one measurement").isNull();
    assertThat(array.tasks()).isEqualTo(10_000);
  }

  @Test
  void aRequestThatFailsIsNoFastRequest() throws IOException {
    SwitchCost refused = measure("request-blocking", null, "http://127.0.0.1:1/");
    assertThat(refused.mean()).isNull();
    assertThat(refused.notMeasured()).startsWith("failed: ");
  }
}

package dev.fanout.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmCostTest {
  @Test
  void allocationIsMissingWhereTheJvmDoesNotCountIt() {
    assertThat(JvmCost.allocation(-1, 7).missing()).containsOnlyKeys(Metric.ALLOCATED_BYTES);
    assertThat(JvmCost.allocation(3, -1).values()).isEmpty();
    assertThat(JvmCost.allocation(3, 7).values()).isEqualTo(Map.of(Metric.ALLOCATED_BYTES, 4.0));
  }
}
